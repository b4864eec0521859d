import test from 'ava';
import { toJson } from '../../src/core/json.ts';
import { directionSchema, finalFigures, runResultSchema } from '../../src/runs/result.ts';

const result = {
  id: 'aa',
  name: 'pets',
  steps: 9,
  classes: ['background', 'cat'],
  best: { step: 6, metric: 'iou/macro', value: 0.5 },
  test: {
    loss: 0.5,
    metrics: {
      'iou/macro': { value: 0.75, perClass: [0.5, null], direction: 'max' },
      'hausdorff/macro': { value: 3, perClass: [3, 3], direction: 'min' },
    },
  },
  seconds: 60,
  dataWait: 0.25,
  skipped: [{ split: 'train', name: 'a', reason: 'torn' }],
};

test('a result is read as it was written', (t) => {
  t.deepEqual(runResultSchema.parse(result) as unknown, result);
});

test('a result may say which key ended training, and no other word', (t) => {
  for (const endedBy of ['early_stopping', 'max_time'])
    t.is(runResultSchema.parse({ ...result, endedBy }).endedBy as string, endedBy);
  for (const endedBy of ['', 'max_steps', null]) t.false(runResultSchema.safeParse({ ...result, endedBy }).success);
});

test('a result has the figures of the test, or of the validation', (t) => {
  t.deepEqual(finalFigures(runResultSchema.parse(result)).split, 'test');
  const { test: figures, ...rest } = result;
  const { split, figures: found } = finalFigures(runResultSchema.parse({ ...rest, val: figures }));
  t.deepEqual([split, found.loss], ['val', 0.5]);
  t.throws(() => runResultSchema.parse(rest), { message: /expected `test` or `val`/ });
});

test('figures that could not be counted are NaN, however they were written; a class that is not there is null', (t) => {
  const withFigures = (figure: unknown) => ({
    ...result,
    best: { ...result.best, value: figure },
    test: { loss: figure, metrics: { iou: { value: figure, perClass: [null, figure ?? null], direction: 'max' } } },
  });
  const expected = withFigures(NaN);
  t.deepEqual(runResultSchema.parse(JSON.parse(toJson(expected))) as unknown, expected);
  const old = runResultSchema.parse(withFigures(null));
  t.deepEqual([old.best!.value, old.test!.loss, old.test!.metrics['iou']!.value], [NaN, NaN, NaN]);
  t.deepEqual(old.test!.metrics['iou']!.perClass, [null, null]);
});

test('a result of before has metrics of which more is better, and no samples that were left out', (t) => {
  const { skipped: _, dataWait: __, ...rest } = result;
  const old = { ...rest, best: null, test: { loss: null, metrics: { iou: { value: 1, perClass: [1] } } } };
  const read = runResultSchema.parse(old);
  t.is(read.test!.metrics['iou']!.direction, 'max');
  t.deepEqual([read.skipped, read.best, read.test!.loss, read.dataWait], [[], null, NaN, undefined]);
});

test('a direction is one of two', (t) => {
  t.deepEqual(directionSchema.options, ['max', 'min']);
});
