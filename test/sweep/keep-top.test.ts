import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { keepTop, pointsBelow } from '../../src/sweep/keep-top.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from '../runs/run-fixture.ts';

const point = (lr: number, seed: number, value?: number, state: LedgerPoint['state'] = 'completed'): LedgerPoint => ({
  id: `${lr}-${seed}`,
  name: `lr=${lr},seed=${seed}`,
  overrides: { lr, seed },
  state,
  attempts: 1,
  ...(value !== undefined && { validation: { metric: 'iou', direction: 'max', value, step: 4 } }),
});
const below = (points: readonly LedgerPoint[], top: number) => pointsBelow(points, top).map(({ id }) => id);

test('the points after the best ones lose their checkpoints, all seeds of a group together', (t) => {
  const points = [
    point(1, 0, 0.9),
    point(1, 1, 0.1),
    point(2, 0, 0.6),
    point(2, 1, 0.7),
    point(3, 0, 0.4),
    point(3, 1, 0.5),
  ];
  // Means: 0.5, 0.65, 0.45.
  t.deepEqual(below(points, 1), ['1-0', '1-1', '3-0', '3-1']);
  t.deepEqual(below(points, 2), ['3-0', '3-1']);
  t.deepEqual(below(points, 3), []);
});

test('a group that is not settled keeps its checkpoints, and pushes none out', (t) => {
  const settled = [point(1, 0, 0.5), point(2, 0, 0.4), point(3, 0, 0.3)];
  for (const state of ['running', 'waiting', 'failed', 'interrupted', 'lost', 'unknown'] as const)
    t.deepEqual(below([...settled, point(4, 0, 0.9), point(4, 1, 0.1, state)], 2), ['3-0'], state);
  t.deepEqual(below([...settled, point(4, 0), point(5, 0, NaN)], 2), ['3-0'], 'a value that is not known');
});

test('checkpoints are deleted where the sweep asks for it, and the reason names what trains them again', async (t) => {
  const path = await newFolder();
  const points = [point(1, 0, 0.5), point(2, 0, 0.4)];
  for (const { name } of points) {
    await fakeRun(join(path, name), { metrics: { iou: 0.5 } });
    await mkdir(join(path, name, 'checkpoints'));
    await writeFile(join(path, name, 'checkpoints/best.safetensors'), 'x');
  }
  const directory = { path, points: () => points, runPath: ({ name }: LedgerPoint) => join(path, name) };
  const kept = () => Promise.all(points.map(({ name }) => readdir(join(path, name, 'checkpoints'))));
  await keepTop({ ...directory, keep: undefined });
  t.deepEqual(await kept(), [['best.safetensors'], ['best.safetensors']]);
  await keepTop({ ...directory, keep: { top: 1 } });
  t.deepEqual(await kept(), [['best.safetensors'], ['deleted.txt']]);
  const unreadable = () => join(path, 'a\0b');
  await t.notThrowsAsync(keepTop({ ...directory, runPath: unreadable, keep: { top: 1 } }), 'the sweep goes on');
});
