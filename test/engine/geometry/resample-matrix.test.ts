import test from 'ava';
import {
  adaptivePoolingMatrix,
  bilinearMatrix,
  type Matrix,
  nearestMatrix,
  transposed,
} from '../../../src/engine/geometry/resample-matrix.ts';

const corners = { alignCorners: true, halfPixelCenters: false };
const halfPixels = { alignCorners: false, halfPixelCenters: true };
const upperLeft = { alignCorners: false, halfPixelCenters: false };

const rowsOf = ({ outputs, inputs, values }: Matrix) =>
  Array.from({ length: outputs }, (_, row) => [...values.subarray(row * inputs, (row + 1) * inputs)]);
const chosen = (matrix: Matrix) => rowsOf(matrix).map((row) => row.indexOf(1));

test('between aligned corners the first and last pixel stay, the middle is the mean', (t) => {
  t.deepEqual(rowsOf(bilinearMatrix(2, 3, corners)), [
    [1, 0],
    [0.5, 0.5],
    [0, 1],
  ]);
});

test('with half-pixel centres a doubled pixel lies a quarter off, and edges repeat', (t) => {
  t.deepEqual(rowsOf(bilinearMatrix(2, 4, halfPixels)), [
    [1, 0],
    [0.75, 0.25],
    [0.25, 0.75],
    [0, 1],
  ]);
});

test('with neither, positions count from the upper left corner', (t) => {
  t.deepEqual(rowsOf(bilinearMatrix(2, 4, upperLeft)), [
    [1, 0],
    [0.5, 0.5],
    [0, 1],
    [0, 1],
  ]);
});

test('one output between aligned corners is the first pixel, and one input is all outputs', (t) => {
  t.deepEqual(rowsOf(bilinearMatrix(3, 1, corners)), [[1, 0, 0]]);
  t.deepEqual(rowsOf(bilinearMatrix(1, 2, halfPixels)), [[1], [1]]);
});

test('positions that meet exactly take one pixel, at every size', (t) => {
  for (let inputs = 2; inputs <= 60; inputs++) {
    const rows = rowsOf(bilinearMatrix(inputs, 3 * (inputs - 1) + 1, corners));
    const exact = rows.filter((_, index) => index % 3 === 0);
    t.deepEqual(
      exact.map((row) => row.indexOf(1)),
      exact.map((_, index) => index),
    );
  }
});

test('the nearest pixel is the one below, by the rule of the grid', (t) => {
  t.deepEqual(chosen(nearestMatrix(3, 5, upperLeft)), [0, 0, 1, 1, 2]);
  t.deepEqual(chosen(nearestMatrix(3, 5, halfPixels)), [0, 0, 1, 2, 2]);
  // Positions 0, 0.5, 1, 1.5, 2 are rounded, halves up.
  t.deepEqual(chosen(nearestMatrix(3, 5, corners)), [0, 1, 1, 2, 2]);
});

test('a position within a hair of a pixel is rounded in float32, as in PyTorch', (t) => {
  // F.interpolate of torch 2.13; double precision would take 0, and 2 and 4.
  t.is(chosen(nearestMatrix(10, 490, upperLeft))[49], 1);
  t.is(chosen(nearestMatrix(6, 123, upperLeft))[41], 1);
  t.is(chosen(nearestMatrix(6, 123, upperLeft))[82], 3);
});

test('bins of adaptive pooling overlap where sizes do not divide', (t) => {
  // As PyTorch: 7 pixels into 3 bins are [0, 3), [2, 5), [4, 7).
  t.deepEqual(
    rowsOf(adaptivePoolingMatrix(7, 3)).map((row) => row.flatMap((weight, index) => (weight > 0 ? [index] : []))),
    [
      [0, 1, 2],
      [2, 3, 4],
      [4, 5, 6],
    ],
  );
  t.deepEqual(rowsOf(adaptivePoolingMatrix(4, 2)), [
    [0.5, 0.5, 0, 0],
    [0, 0, 0.5, 0.5],
  ]);
});

test('a matrix is turned', (t) => {
  const matrix = { outputs: 2, inputs: 3, values: Float32Array.of(1, 2, 3, 4, 5, 6) };
  t.deepEqual(transposed(matrix), { outputs: 3, inputs: 2, values: Float32Array.of(1, 4, 2, 5, 3, 6) });
});
