import { open, readFile, writeFile, type FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { packCache, type PackCache } from '../../data/pack/cache.ts';
import { chunksOf } from '../../data/pack/chunks.ts';
import { npyHeader } from '../../data/pack/npy.ts';
import type { ImageSize, SampleSource, Storage } from '../../data/sample.ts';
import { defineComponent } from '../../registry/index.ts';
import { cacheParam, chunkSizeParam } from './common.ts';

export const memmap = defineComponent({
  kind: 'storage',
  type: 'memmap',
  description: 'Packs resized samples into flat images.npy and masks.npy, kept from run to run, and reads each sample from its place.',
  params: z.strictObject({ cache: cacheParam, chunk_size: chunkSizeParam }),
  build({ cache, chunk_size }, { workingDirectory }): Storage {
    const packs = packCache(resolve(workingDirectory, cache), 'memmap');
    const opened: FileHandle[] = [];
    return {
      store: (source, onProgress) => store(source, packs, chunk_size, opened, onProgress),
      async close() {
        await Promise.all(opened.splice(0).map((handle) => handle.close()));
        await packs.close();
      },
    };
  },
});

interface Index extends ImageSize {
  readonly names: readonly string[];
}

async function store(
  source: SampleSource, packs: PackCache, chunkSize: number, opened: FileHandle[], onProgress: (done: number) => void,
): Promise<SampleSource> {
  const folder = await packs.folder(await source.fingerprint?.(), (target) => pack(source, target, chunkSize, onProgress));
  const { names, height, width } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as Index;
  const [images, masks] = await Promise.all(['images.npy', 'masks.npy'].map((file) => open(join(folder, file))));
  opened.push(images!, masks!);
  const pixels = height * width;
  const readAt = async (handle: FileHandle, shape: readonly number[], index: number) => {
    const length = shape.slice(1).reduce((product, side) => product * side, 1);
    const data = new Uint8Array(length);
    await handle.read(data, 0, length, npyHeader(shape).length + index * length);
    return data;
  };
  return {
    length: names.length,
    name: (index) => names[index]!,
    async read(index) {
      const [image, mask] = await Promise.all([
        readAt(images!, [names.length, height, width, 3], index),
        readAt(masks!, [names.length, height, width], index),
      ]);
      return { name: names[index]!, height, width, image, mask: mask.subarray(0, pixels) };
    },
  };
}

async function pack(source: SampleSource, folder: string, chunkSize: number, onProgress: (done: number) => void): Promise<void> {
  const [images, masks] = await Promise.all(['images.npy', 'masks.npy'].map((file) => open(join(folder, file), 'w')));
  const names: string[] = [];
  let size: ImageSize = { height: 0, width: 0 };
  try {
    for await (const chunk of chunksOf(source, chunkSize, onProgress)) {
      size = { height: chunk.height, width: chunk.width };
      if (chunk.start === 0) {
        await images!.write(npyHeader([source.length, size.height, size.width, 3]));
        await masks!.write(npyHeader([source.length, size.height, size.width]));
      }
      await Promise.all([images!.write(chunk.images), masks!.write(chunk.masks)]);
      names.push(...chunk.names);
    }
    await Promise.all([images!.sync(), masks!.sync()]);
  } finally {
    await Promise.all([images!.close(), masks!.close()]);
  }
  await writeFile(join(folder, 'index.json'), JSON.stringify({ ...size, names } satisfies Index));
}
