import test from 'ava';
import { windowOf } from '../../../../src/engine/geometry/window.ts';
import {
  fullPads,
  padsOf,
  transposedAttributes,
  windowAttributes,
} from '../../../../src/engine/onnx/kernels/window-attributes.ts';

const pad: [number, number][] = [
  [0, 0],
  [1, 2],
  [3, 0],
  [0, 0],
];
const window = windowOf([1, 8, 7, 1], [3, 2, 1, 1], { strides: [2, 1], pad: pad as never });

test('pads are top, left, bottom, right', (t) => {
  t.deepEqual(padsOf(window), [1, 3, 2, 0]);
});

test('attributes have the names of ONNX', (t) => {
  t.deepEqual(windowAttributes(window) as object, {
    kernel_shape: [3, 2],
    strides: [2, 1],
    dilations: [1, 1],
    pads: [1, 3, 2, 0],
  });
});

test('a transposed convolution adds the rows that the stride left over', (t) => {
  // 8 + 3 rows: windows of 3 at 0, 2, 4, 6, 8 cover all 11. Of 8 + 2 rows the last one is left over.
  t.deepEqual(transposedAttributes(window).output_padding, [0, 0]);
  const shorter = windowOf([1, 7, 7, 1], [3, 2, 1, 1], { strides: [2, 1], pad: pad as never });
  t.deepEqual(transposedAttributes(shorter).output_padding, [1, 0]);
});

test('the turned kernel needs its reach less the padding, which may be negative', (t) => {
  t.deepEqual(fullPads(window), [1, -2, 0, 1]);
  const dilated = windowOf([1, 9, 9, 1], [3, 3, 1, 1], { strides: 1, pad: 'valid', dilations: 2 });
  t.deepEqual(fullPads(dilated), [4, 4, 4, 4]);
});
