import { join } from 'node:path';
import test from 'ava';
import { refresh, testMetrics } from '../../src/sweep/point-state.ts';
import { fakeRun } from '../runs/run-fixture.ts';
import { newFolder } from '../helpers/tessera.ts';

const point = { id: 'a', name: 'lr=1-a', overrides: {}, state: 'waiting', attempts: 1 } as const;

test('the figures of a completed point have their directions, the loss last', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, point.name), { metrics: { 'iou/macro/image': 0.5 } });
  const { state, metrics, directions } = await refresh(sweep, point);
  t.is(state, 'completed');
  t.deepEqual(Object.entries(metrics!), [
    ['iou/macro/image', 0.5],
    ['loss', 0.25],
  ]);
  t.deepEqual(directions, { 'iou/macro/image': 'max', loss: 'min' });
});

test('a point that is trained again loses the figures of before', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, point.name), { record: { status: 'interrupted' } });
  const before = { ...point, metrics: { loss: 1 }, directions: { loss: 'min' } } as const;
  t.like(await refresh(sweep, before), { state: 'interrupted', metrics: undefined, directions: undefined });
});

test('a direction comes from the result', (t) => {
  const split = { loss: 1, metrics: { 'error/macro/image': { value: 2, perClass: [], direction: 'min' as const } } };
  t.deepEqual(testMetrics({ test: split } as unknown as Parameters<typeof testMetrics>[0]), {
    metrics: { 'error/macro/image': 2, loss: 1 },
    directions: { 'error/macro/image': 'min', loss: 'min' },
  });
});
