import test from 'ava';
import { figureList, runFigures } from '../../src/runs/figures.ts';
import type { SplitResult } from '../../src/runs/result.ts';

const split = (value: number): SplitResult => ({
  loss: 0.25,
  losses: { 'loss/dice': 0.5 },
  metrics: {
    'iou/macro/image': { value, perClass: [value, null], direction: 'max' },
    'error/macro/image': { value: 1 - value, perClass: [], direction: 'min' },
  },
});

test('the best validation is that of the result, and of the record as long as there is none', (t) => {
  const early = { metric: 'iou/macro/image', direction: 'max', value: 0.5, step: 10 } as const;
  const late = { ...early, value: 0.8, step: 20, figures: split(0.8) };
  t.deepEqual(runFigures({ best: early }), { validation: early });
  const { figures, ...validation } = late;
  t.deepEqual(runFigures({ best: early }, { best: late, test: split(0.7) }), {
    validation,
    atBest: figures,
    test: split(0.7),
  });
  t.deepEqual(runFigures({}), {});
});

test('the figures of the validation may be in the record alone, if they are of the same step', (t) => {
  const best = { metric: 'loss', value: 0.1, step: 20 };
  t.deepEqual(runFigures({ best: { ...best, figures: split(0.9) } }, { best, test: split(0.1) }).atBest, split(0.9));
  t.is(runFigures({ best: { ...best, step: 10, figures: split(0.9) } }, { best, test: split(0.1) }).atBest, undefined);
});

test('a result without a test split has the validation figures of the best checkpoint', (t) => {
  t.deepEqual(runFigures({}, { best: null, val: split(0.6) }), { atBest: split(0.6) });
});

test('runs that do not say which direction is better are told by their figures, and losses by their name', (t) => {
  const direction = (metric: string, tested?: SplitResult) =>
    runFigures({ best: { metric, value: 1, step: 1 } }, tested && { best: null, test: tested }).validation?.direction;
  t.is(direction('error/macro/image', split(1)), 'min');
  t.is(direction('error/macro/image'), 'max');
  t.is(direction('loss'), 'min');
  t.is(direction('loss/dice'), 'min');
});

test('figures are the metrics in their order, then the losses', (t) => {
  t.deepEqual(figureList(split(0.75)), [
    { name: 'iou/macro/image', value: 0.75, direction: 'max', perClass: [0.75, null] },
    { name: 'error/macro/image', value: 0.25, direction: 'min', perClass: [] },
    { name: 'loss', value: 0.25, direction: 'min' },
    { name: 'loss/dice', value: 0.5, direction: 'min' },
  ]);
});
