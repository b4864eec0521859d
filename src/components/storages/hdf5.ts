import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Dataset as HdfDataset, File as HdfFile } from 'h5wasm/node';
import { chunksOf } from '../../data/storage/packed/chunks.ts';
import { readAhead } from '../../data/sources/read-ahead.ts';
import { packedStorage, type PackLayout } from '../../data/storage/packed/packed-storage.ts';
import { locateEntries } from '../../data/storage/packed/locate-entries.ts';
import type { ImageSize, SampleSource } from '../../data/sample.ts';
import { defineComponent } from '../../registry/index.ts';
import { cacheParam, chunkSizeParam } from './params.ts';

const fileName = 'samples.h5';

export const hdf5 = defineComponent({
  kind: 'storage',
  type: 'hdf5',
  description:
    'Packs resized samples into an HDF5 file with the datasets `images`, `masks` and `names`, which later runs ' +
    'use again; samples of different sizes as datasets of their own in `images` and `masks`, by their numbers.',
  params: z.strictObject({ cache: cacheParam, chunk_size: chunkSizeParam }),
  build: ({ cache, chunk_size }, { workingDirectory }) =>
    packedStorage(resolve(workingDirectory, cache), {
      name: 'hdf5',
      files: { images: fileName, masks: fileName },
      async write(source, folder, onProgress) {
        const file = join(folder, fileName);
        if (!source.size) return writeAnySize(source, file, onProgress);
        const { names, ...size } = await writeFile(source, file, chunk_size, onProgress);
        return { ...size, names, ...(await locateChunks(file, names.length)) };
      },
    }),
});

async function library() {
  const { default: h5wasm } = await import('h5wasm/node');
  await h5wasm.ready;
  return h5wasm;
}

/** One sample is one HDF5 chunk, without compression: samples are read one by one and shuffled. */
async function writeFile(
  source: SampleSource,
  path: string,
  chunkSize: number,
  onProgress: (done: number) => void,
): Promise<ImageSize & Pick<PackLayout, 'names'>> {
  const h5wasm = await library();
  const file = new h5wasm.File(path, 'w');
  const names: string[] = [];
  let size = { height: 0, width: 0 };
  try {
    for await (const chunk of chunksOf(source, chunkSize, onProgress)) {
      size = { height: chunk.height, width: chunk.width };
      append(file, 'images', chunk.images, chunk.start, [chunk.names.length, chunk.height, chunk.width, 3]);
      append(file, 'masks', chunk.masks, chunk.start, [chunk.names.length, chunk.height, chunk.width]);
      names.push(...chunk.names);
    }
    file.create_dataset({ name: 'names', data: names });
  } finally {
    file.close();
  }
  return { ...size, names };
}

function append(file: HdfFile, name: string, data: Uint8Array, start: number, shape: readonly number[]): void {
  const [count, ...sample] = shape as [number, ...number[]];
  if (start === 0) {
    file.create_dataset({
      name,
      data,
      shape: [...shape],
      maxshape: [null, ...sample],
      chunks: [1, ...sample],
      dtype: '<B',
    });
    return;
  }
  const dataset = file.get(name) as HdfDataset;
  dataset.resize([start + count, ...sample]);
  dataset.write_slice([[start, start + count]], data);
}

/**
 * Finds the place of each sample's chunk in the file, which the library does not tell. Each sample is read through the
 * library once, and its bytes are searched in the file. Later reads take microseconds from that place, but milliseconds
 * through the library.
 */
async function locateChunks(path: string, count: number): Promise<Pick<PackLayout, 'images' | 'masks'>> {
  const h5wasm = await library();
  const file = new h5wasm.File(path, 'r');
  try {
    const datasets = ['images', 'masks'].map((name) => file.get(name) as HdfDataset);
    const [images, masks] = datasets.map((dataset) =>
      locateEntries(path, count, (index) => dataset.slice([[index, index + 1]]) as Uint8Array),
    );
    return { images: images!, masks: masks! };
  } finally {
    file.close();
  }
}

/** Each sample is a dataset of its own, in the groups `images` and `masks`. */
async function writeAnySize(
  source: SampleSource,
  path: string,
  onProgress: (done: number) => void,
): Promise<PackLayout> {
  const h5wasm = await library();
  const file = new h5wasm.File(path, 'w');
  const [names, sizes]: [string[], [number, number][]] = [[], []];
  try {
    const [images, masks] = [file.create_group('images'), file.create_group('masks')];
    for await (const { name, height, width, image, mask } of readAhead(source)) {
      const key = String(names.length);
      images.create_dataset({ name: key, data: image, shape: [height, width, 3], dtype: '<B' });
      masks.create_dataset({ name: key, data: mask, shape: [height, width], dtype: '<B' });
      sizes.push([height, width]);
      onProgress(names.push(name));
    }
    file.create_dataset({ name: 'names', data: names });
  } finally {
    file.close();
  }
  const [height, width] = sizes[0]!;
  return { names, sizes, height, width, ...(await locateDatasets(path, names.length)) };
}

async function locateDatasets(path: string, count: number): Promise<Pick<PackLayout, 'images' | 'masks'>> {
  const h5wasm = await library();
  const file = new h5wasm.File(path, 'r');
  try {
    const [images, masks] = ['images', 'masks'].map((group) =>
      locateEntries(path, count, (index) => (file.get(`${group}/${index}`) as HdfDataset).value as Uint8Array),
    );
    return { images: images!, masks: masks! };
  } finally {
    file.close();
  }
}
