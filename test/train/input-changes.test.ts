import { join } from 'node:path';
import test from 'ava';
import { keepSamples } from '../../src/data/fingerprint/sample-lists.ts';
import type { RunInputs } from '../../src/runs/inputs.ts';
import { inputChanges } from '../../src/train/input-changes.ts';
import { newFolder } from '../helpers/tessera.ts';

const hash = (digit: number) => String(digit).repeat(64);
const split = (digit: number, samples: number) => ({ samples, sha256: hash(digit) });
const before: RunInputs = {
  config: hash(1),
  plugins: [],
  weights: [{ file: 'w', sha256: hash(2) }],
  data: { by: 'files', train: split(3, 2), val: split(4, 0), test: split(4, 0) },
};

test('weights and data that changed are named, with the samples where they are known; the configuration is not compared', async (t) => {
  const folder = await newFolder();
  const now = {
    ...before,
    config: hash(9),
    weights: [{ file: 'w', sha256: hash(8) }],
    data: { ...before.data, train: split(7, 1) },
  };
  const lines = ['w has other content', 'the train split has 1 sample, it had 2'];
  t.deepEqual(await inputChanges(before, now, folder), lines);
  const cache = join(folder, '.cache/tessera');
  await keepSamples(cache, hash(3), [
    ['a', '1'],
    ['b', '1'],
  ]);
  await keepSamples(cache, hash(7), [['a', '1']]);
  t.deepEqual(await inputChanges(before, now, folder), [...lines, '1 sample is gone: b']);
  t.deepEqual(await inputChanges(before, before, folder), []);
});
