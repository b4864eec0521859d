import test from 'ava';
import { openRemote } from '../../../src/data/prepare/open-remote.ts';
import { buildDataset, buildStorage, coordinateSample, readAll, sourceOf } from '../../helpers/data.ts';

const dataset = () => buildDataset({ type: 'shapes', train: 3, val: 1, test: 1, image_size: 8 });
const storage = () => buildStorage({ type: 'memory' });

test('without a handle, samples are made from their files and resized', async (t) => {
  const parts = { dataset, storage: () => Promise.reject(new Error('not asked for')) };
  const source = await openRemote({ split: 'train' }, parts);
  t.deepEqual(
    (await readAll(source)).map(({ name, height, width }) => [name, height, width]),
    [0, 1, 2].map((index) => [`train-000${index}`, 8, 8]),
  );
});

test('with a handle, they come from the storage; those that are skipped are left out', async (t) => {
  const samples = ['a', 'b', 'c'].map((name) => coordinateSample(1, 2, name));
  const { handle } = await (await storage()).store(sourceOf(samples), () => {});
  const parts = { dataset: () => Promise.reject(new Error('not asked for')), storage };
  const source = await openRemote({ split: 'val', handle, kept: [0, 2] }, parts);
  t.deepEqual(await readAll(source), [samples[0], samples[2]]);
});

test('samples that are evaluated are placed as evaluation needs them', async (t) => {
  const section = { type: 'shapes', train: 1, val: 1, test: 1, image_size: 8, evaluate_at: 'original' };
  const parts = { dataset: () => buildDataset(section), storage: () => Promise.reject(new Error('not asked for')) };
  const read = async (evaluated?: { multiple: number }) =>
    (await openRemote({ split: 'val', ...(evaluated && { evaluated }) }, parts)).read(0);
  t.is((await read()).original, undefined);
  const { original, mask } = await read({ multiple: 2 });
  t.deepEqual(original!.mask, mask);
  t.deepEqual(original!.placement.input, { height: 8, width: 8 });
});
