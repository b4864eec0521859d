import { join } from 'node:path';
import test from 'ava';
import h5wasm, { type Dataset } from 'h5wasm/node';
import type { SampleSource } from '../../../src/data/sample.ts';
import { buildStorage, coordinateSample, sourceOf } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

/** The datasets of the file into which these samples are packed, two at a time: shape and values. */
async function packed(source: SampleSource, ...names: readonly string[]) {
  const storage = await buildStorage({ type: 'hdf5', cache: await newFolder(), chunk_size: 2 });
  const { handle } = await storage.store({ ...source, fingerprint: () => Promise.resolve('x') }, () => {});
  await storage.close();
  await h5wasm.ready;
  const file = new h5wasm.File(join((handle as { folder: string }).folder, 'samples.h5'), 'r');
  const read = names.map((name) => {
    const { shape, value } = file.get(name) as Dataset;
    return [shape, [...(value as Iterable<unknown>)]];
  });
  file.close();
  return read;
}

test('samples of one size are datasets with an axis for the samples', async (t) => {
  const samples = [coordinateSample(2, 3, 'a'), coordinateSample(2, 3, 'b'), coordinateSample(2, 3, 'c')];
  const source = { ...sourceOf(samples), size: { height: 2, width: 3 } };
  t.deepEqual(await packed(source, 'images', 'masks', 'names'), [
    [[3, 2, 3, 3], samples.flatMap(({ image }) => [...image])],
    [[3, 2, 3], samples.flatMap(({ mask }) => [...mask])],
    [[3], ['a', 'b', 'c']],
  ]);
});

test('samples of different sizes are datasets of their own, by their numbers', async (t) => {
  const mixed = [coordinateSample(1, 2, 'a'), coordinateSample(3, 1, 'b')] as const;
  t.deepEqual(await packed(sourceOf(mixed), 'images/0', 'masks/1', 'names'), [
    [[1, 2, 3], [...mixed[0].image]],
    [[3, 1], [...mixed[1].mask]],
    [[2], ['a', 'b']],
  ]);
});
