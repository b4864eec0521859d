import test from 'ava';
import { classesOf } from '../../src/report/classes.ts';
import { evaluationOf } from '../evaluations/_photos.ts';
import { testRecord } from '../helpers/run-record.ts';
import { classNames, resultOf } from './_folders.ts';

test('a class has the figures of the result and those that follow from the confusion matrix', (t) => {
  const classes = classesOf(testRecord(), resultOf(0.8), evaluationOf())!;
  t.deepEqual(
    classes.columns.map(({ name }) => name),
    ['iou/none/image', 'iou/none/dataset', 'dice/none/dataset', 'precision/none/dataset', 'recall/none/dataset'],
  );
  // Sky: 3 of 4 pixels right, none taken for it. Cat: both right, one more taken for it. No pixel of the last one.
  t.deepEqual(
    classes.rows.map(({ values }) => values),
    [
      [0.9, 3 / 4, 6 / 7, 1, 3 / 4],
      [0.5, 2 / 3, 4 / 5, 2 / 3, 1],
      [null, null, null, null, null],
    ],
  );
  t.deepEqual(
    classes.rows.map(({ name, pixels }) => [name, pixels]),
    [
      [classNames[0], 4],
      [classNames[1], 2],
      [classNames[2], 0],
    ],
  );
  t.is(classes.split, 'test');
});

test('an evaluation of another split adds nothing', (t) => {
  const classes = classesOf(testRecord(), resultOf(0.8), evaluationOf({ split: 'val' }))!;
  t.deepEqual([classes.columns.length, classes.confusion, classes.rows[0]!.pixels], [1, undefined, undefined]);
});

test('a run without a result has the figures of its evaluation, and otherwise none', (t) => {
  t.is(classesOf(testRecord(), undefined, evaluationOf())!.rows[0]!.values[0], 0.75);
  t.is(classesOf(testRecord(), undefined, undefined), undefined);
});
