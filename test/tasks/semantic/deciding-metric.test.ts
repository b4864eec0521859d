import test, { type ExecutionContext } from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { decidingMetric } from '../../../src/tasks/semantic/deciding-metric.ts';

const named = (name: string, direction: 'max' | 'min' = 'max') => ({ name, direction });
const metrics = [named('iou/macro/image'), named('iou/macro/dataset'), named('error/macro/image', 'min')];
const meant = (written: string | undefined) => {
  const { name, direction } = decidingMetric({ metrics, reported: metrics, loss: {}, losses: [] }, written);
  return [name, direction];
};

test('the first metric decides unless another is named, by its whole name or the beginning of it', (t) => {
  t.deepEqual(meant(undefined), ['iou/macro/image', 'max']);
  t.deepEqual(meant('iou/macro/dataset'), ['iou/macro/dataset', 'max']);
  t.deepEqual(meant('val/iou/macro/dataset'), ['iou/macro/dataset', 'max']);
  t.deepEqual(meant('error'), ['error/macro/image', 'min']);
  t.deepEqual(meant('error/macro'), ['error/macro/image', 'min']);
  t.deepEqual(meant('loss'), ['loss', 'min']);
});

function problemOf(t: ExecutionContext, written: string) {
  const error = t.throws(() => decidingMetric({ metrics, reported: metrics, loss: {}, losses: [] }, written), {
    instanceOf: TesseraError,
  });
  t.like(error.problems, { length: 1, 0: { code: 'bad-value', path: 'train.best' } });
  return error.problems[0]!;
}

test('a beginning of several names says which', (t) => {
  const { message, hints } = problemOf(t, 'iou/macro');
  t.regex(message, /`iou\/macro`, which begins the names of 2 metrics/);
  t.deepEqual(hints, ['one of: iou/macro/image, iou/macro/dataset']);
});

test('a slip of the pen says what was meant, and what there is', (t) => {
  t.deepEqual(problemOf(t, 'iou/makro/dataset').hints, [
    'did you mean `iou/macro/dataset`?',
    'one of: iou/macro/image, iou/macro/dataset, error/macro/image, loss',
  ]);
  t.is(problemOf(t, 'val/eror').hints![0], 'did you mean `error`?');
  t.is(problemOf(t, 'dice').hints!.length, 1);
  t.is(problemOf(t, 'test/loss').hints!.length, 1);
});
