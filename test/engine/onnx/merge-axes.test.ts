import test from 'ava';
import { mergeAxes } from '../../../src/engine/onnx/merge-axes.ts';

test('neighbours that stay neighbours are one axis', (t) => {
  t.deepEqual(mergeAxes([2, 3, 5, 7], [0, 3, 1, 2]), { shape: [2, 15, 7], permutation: [0, 2, 1] });
});

test('axes of length 1 are left out, also between neighbours', (t) => {
  t.deepEqual(mergeAxes([2, 1, 3, 5], [3, 1, 0, 2]), { shape: [6, 5], permutation: [1, 0] });
});

test('what moves nothing is one axis', (t) => {
  t.deepEqual(mergeAxes([2, 1, 3], [1, 0, 2]), { shape: [6], permutation: [0] });
});

test('axes that are turned around stay apart', (t) => {
  t.deepEqual(mergeAxes([2, 3, 5], [2, 1, 0]), { shape: [2, 3, 5], permutation: [2, 1, 0] });
});
