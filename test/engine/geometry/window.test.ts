import test from 'ava';
import { poolingWindowOf, reachOf, tapsOf, windowOf } from '../../../src/engine/geometry/window.ts';

test('same padding at stride 2 puts the odd row and column at the end', (t) => {
  const window = windowOf([1, 8, 7, 3], [3, 3, 3, 5], { strides: 2, pad: 'same' });
  t.deepEqual(window, {
    kernel: [3, 3],
    strides: [2, 2],
    dilations: [1, 1],
    padding: [
      [0, 1],
      [1, 1],
    ],
    input: [8, 7],
    output: [4, 4],
  });
});

test('one number of padding is the same on every side, for oblong kernels and strides too', (t) => {
  const window = windowOf([1, 9, 9, 1], [5, 3, 1, 1], { strides: [2, 1], pad: 2 });
  t.deepEqual(window.padding, [
    [2, 2],
    [2, 2],
  ]);
  // floor((9 + 4 - 5) / 2) + 1 and 9 + 4 - 3 + 1.
  t.deepEqual(window.output, [5, 11]);
});

test('a dilated window reaches further, and its output is smaller', (t) => {
  const window = windowOf([1, 9, 9, 1], [3, 2, 1, 1], { strides: 1, pad: 'valid', dilations: [2, 3] });
  t.deepEqual([reachOf(window, 0), reachOf(window, 1)], [4, 3]);
  t.deepEqual(window.output, [5, 6]);
});

test('explicit padding is taken side by side', (t) => {
  const pad: [number, number][] = [
    [0, 0],
    [1, 0],
    [2, 3],
    [0, 0],
  ];
  const window = windowOf([1, 4, 4, 1], [2, 2, 1, 1], { strides: 1, pad: pad as never });
  t.deepEqual(window.padding, [
    [1, 0],
    [2, 3],
  ]);
  t.deepEqual(window.output, [4, 8]);
});

test('a pooling window has no dilation', (t) => {
  const window = poolingWindowOf([2, 7, 6, 3], { filterSize: [3, 2], strides: 2, pad: 'valid' });
  t.deepEqual(window.dilations, [1, 1]);
  t.deepEqual(window.kernel, [3, 2]);
  t.deepEqual(window.output, [3, 3]);
});

test('positions of a kernel go row by row', (t) => {
  t.deepEqual(tapsOf([2, 3]), [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
  ]);
});
