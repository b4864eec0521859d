import test from 'ava';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { compareCurves, readCurves, type Curves } from '../../src/runs/curves.ts';
import { runDirectory } from '../../src/runs/directory.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

const curves = (values: Record<string, Record<number, number | string | null>>): Curves =>
  new Map(
    Object.entries(values).map(([name, curve]) => [
      name,
      new Map(Object.entries(curve).map(([step, value]) => [Number(step), value])),
    ]),
  );

const line = (step: number, split: string, values: object) =>
  JSON.stringify({ step, split, time: `at ${step}`, values });

test('the curves of a run are its scalars by split and step, without what measures time', async (t) => {
  const path = join(await newFolder(), 'run');
  await fakeRun(path, {
    lines: [
      line(1, 'train', { loss: 0.5, data_wait: 0.1 }),
      line(2, 'train', { loss: 0.25, data_wait: 0.2 }),
      line(2, 'val', { loss: null, 'iou/macro/image': 0.75 }),
    ],
  });
  t.deepEqual(
    await readCurves(runDirectory(path)),
    curves({ 'train/loss': { 1: 0.5, 2: 0.25 }, 'val/loss': { 2: null }, 'val/iou/macro/image': { 2: 0.75 } }),
  );
});

test('a line that was cut short, or is none, is left out, wherever it is', async (t) => {
  const path = join(await newFolder(), 'run');
  const whole = line(1, 'train', { loss: 0.5 });
  await fakeRun(path, { lines: [whole.slice(0, 20), 'junk', '7', '{}', whole] });
  t.deepEqual(await readCurves(runDirectory(path)), curves({ 'train/loss': { 1: 0.5 } }));
});

test('figures of the run itself have their names of today, whichever version logged them', async (t) => {
  const path = join(await newFolder(), 'run');
  await fakeRun(path, {
    lines: [
      line(1, 'train', { loss: 0.5, learning_rate: 0.25, 'lr/encoder': 0.125, grad_norm: 2 }),
      line(2, 'run', { lr: 0.25, 'lr/encoder': 0.125, 'norm/gradients': 3, 'time/data_wait': 0.5 }),
    ],
  });
  t.deepEqual(
    await readCurves(runDirectory(path)),
    curves({
      'train/loss': { 1: 0.5 },
      'run/lr': { 1: 0.25, 2: 0.25 },
      'run/lr/encoder': { 1: 0.125, 2: 0.125 },
      'run/norm/gradients': { 1: 2, 2: 3 },
    }),
  );
});

test('a figure of the run that only one of both logged is no difference, one of a split is', (t) => {
  const [loss, ...others] = compareCurves(
    curves({ 'train/loss': { 1: 1 }, 'run/lr': { 1: 2 } }),
    curves({ 'run/lr': { 1: 2 }, 'run/norm/weights': { 1: 3 } }),
  );
  t.like(loss, { name: 'train/loss', first: { before: 1, now: undefined } });
  t.deepEqual(others, [{ name: 'run/lr', points: 1 }]);
});

test('tests are compared whatever step they are at, the last one of each', (t) => {
  const before = curves({ 'test/loss': { 10: 0.5, 20: 0.25 } });
  t.deepEqual(compareCurves(before, curves({ 'test/loss': { 16: 0.25 } })), [{ name: 'test/loss', points: 1 }]);
  t.like(compareCurves(before, curves({ 'test/loss': { 20: 0.5 } }))[0], { first: { before: 0.25, now: 0.5 } });
});

test('without its scalars a run has the figures of its result, and without a result none', async (t) => {
  const path = join(await newFolder(), 'run');
  await fakeRun(path, { metrics: { 'iou/macro/image': 0.75 } });
  await rm(join(path, 'metrics.jsonl'));
  const expected = curves({ 'test/loss': { 10: 0.25 }, 'test/iou/macro/image': { 10: 0.75 } });
  t.deepEqual(await readCurves(runDirectory(path)), expected);
  await rm(join(path, 'result.json'));
  t.deepEqual(await readCurves(runDirectory(path)), curves({}));
});

test('equal curves are equal bit by bit, numbers that JSON lacks included', (t) => {
  const both = { loss: { 1: 0.1, 2: null, 3: 'NaN' } };
  t.deepEqual(compareCurves(curves(both), curves(both)), [{ name: 'loss', points: 3 }]);
  const [nearly] = compareCurves(curves({ loss: { 1: 0.1 } }), curves({ loss: { 1: 0.1 + 2 ** -56 } }));
  t.is(nearly!.first?.step, 1, 'the last bit counts');
});

test('of curves that differ, the first step and the largest distance are told', (t) => {
  const before = curves({ loss: { 1: 1, 9: 5, 10: 4, 11: 3 } });
  const now = curves({ loss: { 1: 1, 9: 5, 10: 4.5, 11: 1 } });
  t.deepEqual(compareCurves(before, now), [
    { name: 'loss', points: 4, first: { step: 10, before: 4, now: 4.5 }, largest: 2 },
  ]);
});

test('a value or a curve that one of them lacks is a difference without a distance', (t) => {
  const before = curves({ loss: { 1: 1, 2: 2 }, iou: { 1: 1 } });
  const now = curves({ loss: { 1: 1 }, recall: { 2: 1 } });
  t.deepEqual(compareCurves(before, now), [
    { name: 'loss', points: 2, first: { step: 2, before: 2, now: undefined } },
    { name: 'iou', points: 1, first: { step: 1, before: 1, now: undefined } },
    { name: 'recall', points: 1, first: { step: 2, before: undefined, now: 1 } },
  ]);
});

test('steps after the last one that counts are left out', (t) => {
  const before = curves({ loss: { 1: 1, 2: 2 } });
  const now = curves({ loss: { 1: 1, 2: 2, 3: 3 }, test: { 3: 1 } });
  t.deepEqual(compareCurves(before, now, 2), [{ name: 'loss', points: 2 }]);
});
