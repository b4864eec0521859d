import test from 'ava';
import type { TesseraError } from '../../../src/core/errors/index.ts';
import { checkMetricNames } from '../../../src/tasks/semantic/check-metric-names.ts';

const problemsOf = (...names: string[]) => {
  try {
    checkMetricNames(names.map((name) => ({ name })));
    return [];
  } catch (error) {
    return (error as TesseraError).problems.map(({ code, path }) => `${code} ${path}`);
  }
};

test('different names of the grammar are fine, with or without an average', (t) => {
  t.deepEqual(problemsOf('iou/macro/image', 'iou/macro/dataset', 'auc'), []);
});

test('a second metric of a name is refused where it stands', (t) => {
  t.deepEqual(problemsOf('iou/macro/image', 'auc', 'iou/macro/image'), ['bad-value metrics.2']);
});

test('no metric is called as the loss is', (t) => {
  t.deepEqual(problemsOf('loss'), ['bad-value metrics.0']);
});

test('a name of another form is the fault of who made the metric', (t) => {
  t.deepEqual(problemsOf('Dice score', 'val/iou', 'auc'), ['bad-plugin metrics.0', 'bad-plugin metrics.1']);
});
