import test from 'ava';
import { isResampleMatrix, resample, resampleGradient } from '../../../src/engine/geometry/resample.ts';
import { counting, numbers } from '../gradients/on-cpu.ts';

/**
 * Two rows become one, the first plus twice the second; three columns become two: the first plus ten times the last,
 * the middle.
 */
const rows = { outputs: 1, inputs: 2, values: Float32Array.of(1, 2) };
const columns = { outputs: 2, inputs: 3, values: Float32Array.of(1, 0, 10, 0, 1, 0) };

test('rows and columns are multiplied with their matrices, each sample and channel on its own', (t) => {
  const y = resample(counting([2, 2, 3, 2]), rows, columns);
  t.deepEqual(y.shape, [2, 1, 2, 2]);
  // Channel 0 of the first image is 1 3 5, 7 9 11: its rows add up to 15 21 27.
  const [first, middle, last] = [1 + 2 * 7, 3 + 2 * 9, 5 + 2 * 11];
  const image = (more: number) => [
    first + 10 * last + 33 * more,
    first + 10 * last + 33 * (more + 1),
    middle + 3 * more,
    middle + 3 * (more + 1),
  ];
  t.deepEqual(numbers(y), [...image(0), ...image(12)]);
});

test('the gradient goes back through both matrices', (t) => {
  const dx = resampleGradient(counting([1, 1, 2, 1]), rows, columns);
  t.deepEqual(dx.shape, [1, 2, 3, 1]);
  t.deepEqual(numbers(dx), [1, 2, 10, 2, 4, 20]);
});

test('other tensors are no matrices of it', (t) => {
  const x = counting([1, 2, 3, 1]);
  t.false([x, resample(x, rows, columns)].some(({ dataId }) => isResampleMatrix(dataId)));
});
