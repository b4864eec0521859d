import test from 'ava';
import {
  classCounts,
  confusionOf,
  confusionRows,
  confusionsOf,
  sumConfusions,
} from '../../../src/tasks/semantic/confusion.ts';
import { batchOfMasks } from '../../helpers/metrics.ts';

test('rows of the confusion matrix are targets, columns predictions, and ignored pixels are left out', (t) => {
  t.deepEqual([...confusionOf([0, 1, 1, 2], [0, 0, 1, 255], 3).counts], [1, 1, 0, 0, 1, 0, 0, 0, 0]);
});

test('a prediction of another size than the target is refused', (t) => {
  t.throws(() => confusionOf([0, 1], [0], 2), { message: 'expected as many predictions as targets, 1; got 2' });
});

test('each image of a batch has a matrix of its own pixels', (t) => {
  const batch = batchOfMasks([
    [0, 0, 1],
    [1, 1, 255],
  ]);
  const confusions = confusionsOf(Int32Array.of(0, 1, 1, 0, 1, 1), batch, 2);
  t.deepEqual(
    confusions.map(({ counts }) => [...counts]),
    [
      [1, 1, 0, 1],
      [0, 0, 1, 1],
    ],
  );
});

test('counts add up, and the matrices that were added stay as they were', (t) => {
  const [a, b] = [confusionOf([0, 1], [0, 0], 2), confusionOf([1, 1], [1, 0], 2)];
  t.deepEqual([...sumConfusions([a, b], 2).counts], [1, 2, 0, 1]);
  t.deepEqual([...a.counts], [1, 1, 0, 0]);
  t.deepEqual([...sumConfusions([], 2).counts], [0, 0, 0, 0]);
});

test('a class is counted from its row and its column', (t) => {
  const counts = Float64Array.of(5, 1, 2, 3, 7, 0, 4, 6, 9);
  t.deepEqual(classCounts({ classes: 3, counts }), [
    { truePositives: 5, falseNegatives: 3, falsePositives: 7, trueNegatives: 22 },
    { truePositives: 7, falseNegatives: 3, falsePositives: 7, trueNegatives: 20 },
    { truePositives: 9, falseNegatives: 10, falsePositives: 2, trueNegatives: 16 },
  ]);
});

test('the matrix has a row for each actual class', (t) => {
  t.deepEqual(confusionRows({ classes: 2, counts: Float64Array.of(1, 2, 3, 4) }), [
    [1, 2],
    [3, 4],
  ]);
});
