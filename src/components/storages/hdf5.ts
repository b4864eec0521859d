import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Dataset as HdfDataset, File as HdfFile } from 'h5wasm/node';
import { packCache, type PackCache } from '../../data/pack/cache.ts';
import { chunksOf } from '../../data/pack/chunks.ts';
import type { SampleSource, Storage } from '../../data/sample.ts';
import { defineComponent } from '../../registry/index.ts';
import { cacheParam, chunkSizeParam } from './common.ts';

export const hdf5 = defineComponent({
  kind: 'storage',
  type: 'hdf5',
  description: 'Packs resized samples into an HDF5 file with the datasets images, masks and names, kept from run to run.',
  params: z.strictObject({ cache: cacheParam, chunk_size: chunkSizeParam }),
  build({ cache, chunk_size }, { workingDirectory }): Storage {
    const packs = packCache(resolve(workingDirectory, cache), 'hdf5');
    const opened: HdfFile[] = [];
    return {
      store: (source, onProgress) => store(source, packs, chunk_size, opened, onProgress),
      async close() {
        for (const file of opened.splice(0)) file.close();
        await packs.close();
      },
    };
  },
});

async function library() {
  const { default: h5wasm } = await import('h5wasm/node');
  await h5wasm.ready;
  return h5wasm;
}

async function store(
  source: SampleSource, packs: PackCache, chunkSize: number, opened: HdfFile[], onProgress: (done: number) => void,
): Promise<SampleSource> {
  if (source.length === 0) return source;
  const folder = await packs.folder(await source.fingerprint?.(), (target) => pack(source, target, chunkSize, onProgress));
  const h5wasm = await library();
  const file = new h5wasm.File(join(folder, 'samples.h5'), 'r');
  opened.push(file);
  const dataset = (name: string) => file.get(name) as HdfDataset;
  const [images, masks] = [dataset('images'), dataset('masks')];
  const names = dataset('names').value as string[];
  const [, height, width] = images.shape as [number, number, number];
  return {
    length: names.length,
    name: (index) => names[index]!,
    read: async (index) => ({
      name: names[index]!,
      height,
      width,
      image: images.slice([[index, index + 1]]) as Uint8Array,
      mask: masks.slice([[index, index + 1]]) as Uint8Array,
    }),
  };
}

/** One sample is one HDF5 chunk: samples are read one by one and shuffled. */
async function pack(source: SampleSource, folder: string, chunkSize: number, onProgress: (done: number) => void): Promise<void> {
  const h5wasm = await library();
  const file = new h5wasm.File(join(folder, 'samples.h5'), 'w');
  const names: string[] = [];
  try {
    for await (const chunk of chunksOf(source, chunkSize, onProgress)) {
      append(file, 'images', chunk.images, chunk.start, [chunk.names.length, chunk.height, chunk.width, 3]);
      append(file, 'masks', chunk.masks, chunk.start, [chunk.names.length, chunk.height, chunk.width]);
      names.push(...chunk.names);
    }
    file.create_dataset({ name: 'names', data: names });
  } finally {
    file.close();
  }
}

function append(file: HdfFile, name: string, data: Uint8Array, start: number, shape: readonly number[]): void {
  const [count, ...sample] = shape as [number, ...number[]];
  if (start === 0) {
    file.create_dataset({ name, data, shape: [...shape], maxshape: [null, ...sample], chunks: [1, ...sample], dtype: '<B' });
    return;
  }
  const dataset = file.get(name) as HdfDataset;
  dataset.resize([start + count, ...sample]);
  dataset.write_slice([[start, start + count]], data);
}
