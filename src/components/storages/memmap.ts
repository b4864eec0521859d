import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { chunksOf } from '../../data/storage/packed/chunks.ts';
import { readAhead } from '../../data/sources/read-ahead.ts';
import { npyHeader } from '../../data/storage/packed/npy.ts';
import { packedStorage, type PackLayout } from '../../data/storage/packed/packed-storage.ts';
import type { SampleSource } from '../../data/sample.ts';
import { defineComponent } from '../../registry/index.ts';
import { cacheParam, chunkSizeParam } from './params.ts';

const files = { images: 'images.npy', masks: 'masks.npy' };

export const memmap = defineComponent({
  kind: 'storage',
  type: 'memmap',
  description:
    'Packs resized samples into `images.npy` and `masks.npy`, which later runs use again; samples of different ' +
    'sizes one behind the other, as one line of bytes. The files are mapped into memory if the package ' +
    '`@riaskov/mmap-io` is installed, and read otherwise.',
  params: z.strictObject({ cache: cacheParam, chunk_size: chunkSizeParam }),
  build: ({ cache, chunk_size }, { workingDirectory }) =>
    packedStorage(resolve(workingDirectory, cache), {
      name: 'memmap',
      files,
      write: (source, folder, onProgress) =>
        source.size ? write(source, folder, chunk_size, onProgress) : writeAnySize(source, folder, onProgress),
    }),
});

async function write(
  source: SampleSource,
  folder: string,
  chunkSize: number,
  onProgress: (done: number) => void,
): Promise<PackLayout> {
  const [images, masks] = await Promise.all([files.images, files.masks].map((file) => open(join(folder, file), 'w')));
  const names: string[] = [];
  let size = { height: 0, width: 0 };
  const shapes = () => ({
    images: [source.length, size.height, size.width, 3],
    masks: [source.length, size.height, size.width],
  });
  try {
    for await (const chunk of chunksOf(source, chunkSize, onProgress)) {
      size = { height: chunk.height, width: chunk.width };
      if (chunk.start === 0)
        await Promise.all([images!.write(npyHeader(shapes().images)), masks!.write(npyHeader(shapes().masks))]);
      await Promise.all([images!.write(chunk.images), masks!.write(chunk.masks)]);
      names.push(...chunk.names);
    }
    await Promise.all([images!.sync(), masks!.sync()]);
  } finally {
    await Promise.all([images!.close(), masks!.close()]);
  }
  return { ...size, names, images: rowPositions(shapes().images), masks: rowPositions(shapes().masks) };
}

/** Byte positions of the entries of the first axis. */
function rowPositions([rows, ...row]: readonly number[]): number[] {
  const start = npyHeader([rows!, ...row]).length;
  const length = row.reduce((product, side) => product * side, 1);
  return Array.from({ length: rows! }, (_, index) => start + index * length);
}

/** All samples one behind the other. How many bytes they are is known at the end, so the headers are written last. */
async function writeAnySize(
  source: SampleSource,
  folder: string,
  onProgress: (done: number) => void,
): Promise<PackLayout> {
  const start = npyHeader([0]).length;
  const packs = await Promise.all([files.images, files.masks].map((file) => open(join(folder, file), 'w')));
  const ends = [start, start];
  const [names, sizes]: [string[], [number, number][]] = [[], []];
  const positions: [number[], number[]] = [[], []];
  const append = async (pack: 0 | 1, bytes: Uint8Array) => {
    positions[pack].push(ends[pack]!);
    await packs[pack]!.write(bytes, 0, bytes.length, ends[pack]);
    ends[pack]! += bytes.length;
  };
  try {
    for await (const { name, height, width, image, mask } of readAhead(source)) {
      await Promise.all([append(0, image), append(1, mask)]);
      sizes.push([height, width]);
      onProgress(names.push(name));
    }
    for (const [pack, file] of packs.entries()) {
      await file.write(npyHeader([ends[pack]! - start]), 0, start, 0);
      await file.sync();
    }
  } finally {
    await Promise.all(packs.map((file) => file.close()));
  }
  const [height, width] = sizes[0]!;
  return { names, sizes, height, width, images: positions[0], masks: positions[1] };
}
