import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { SampleSource } from '../../../src/data/sample.ts';
import { buildStorage, coordinateSample, sourceOf } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

const samples = [coordinateSample(2, 3, 'a'), coordinateSample(2, 3, 'b'), coordinateSample(2, 3, 'c')];

/** The shape that a pack's file tells, and its bytes; written in chunks of two samples. */
async function packed(source: SampleSource) {
  const cache = await newFolder();
  const storage = await buildStorage({ type: 'memmap', cache, chunk_size: 2 });
  const { handle } = await storage.store({ ...source, fingerprint: () => Promise.resolve('x') }, () => {});
  await storage.close();
  const { folder } = handle as { folder: string };
  const read = async (name: string) => {
    const bytes = await readFile(join(folder, name));
    // Version 1.0: the length of the header stands in two bytes after the magic number and the version.
    const start = 10 + bytes.readUInt16LE(8);
    return [/'shape': \(([^)]*)\)/.exec(bytes.subarray(0, start).toString('latin1'))![1], [...bytes.subarray(start)]];
  };
  return { files: (await readdir(folder)).sort(), images: await read('images.npy'), masks: await read('masks.npy') };
}

test('samples of one size are an array with an axis for the samples', async (t) => {
  const { files, images, masks } = await packed({ ...sourceOf(samples), size: { height: 2, width: 3 } });
  t.deepEqual(files, ['images.npy', 'index.json', 'masks.npy']);
  t.deepEqual(images, ['3, 2, 3, 3', samples.flatMap(({ image }) => [...image])]);
  t.deepEqual(masks, ['3, 2, 3', samples.flatMap(({ mask }) => [...mask])]);
});

test('samples of different sizes are one line of bytes', async (t) => {
  const mixed = [coordinateSample(1, 2, 'a'), coordinateSample(3, 1, 'b')];
  const { images, masks } = await packed(sourceOf(mixed));
  t.deepEqual(images, ['15,', mixed.flatMap(({ image }) => [...image])]);
  t.deepEqual(masks, ['5,', mixed.flatMap(({ mask }) => [...mask])]);
});
