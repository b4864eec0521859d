import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { SweepPoint } from '../../src/config/index.ts';
import { readRuns } from '../../src/questions/read-runs.ts';
import { newFolder } from '../helpers/tessera.ts';

test('results are read from the folders of points; a point without one is left out', async (t) => {
  const sweep = await newFolder();
  await mkdir(join(sweep, 'seed=0-aa'));
  const test = { loss: 1, metrics: { 'iou/macro/image': { value: 0.5, perClass: [0.5] } } };
  const result = { format: 2, id: 'aa', name: 'x', steps: 1, classes: ['a'], best: null, test, seconds: 1 };
  await writeFile(join(sweep, 'seed=0-aa', 'result.json'), JSON.stringify(result));
  const point = (id: string, seed: number) => ({ id, overrides: { seed } }) as unknown as SweepPoint;
  const found = await readRuns(sweep, [point('aa', 0), point('bb', 1)]);
  t.deepEqual([...found.keys()], ['aa']);
  t.is(found.get('aa')!.get('test/iou/macro/image'), 0.5);
});
