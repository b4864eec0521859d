import test from 'ava';
import {
  axesIn,
  axesInMemory,
  lengthsInMemory,
  perAxisIn,
  positionIn,
  shapeIn,
  toNchwShape,
} from '../../../src/engine/onnx/layout.ts';

test('the shape of an NHWC value in NCHW', (t) => t.deepEqual(toNchwShape([2, 5, 7, 3]), [2, 3, 5, 7]));
test('axes are renumbered', (t) => {
  t.deepEqual(axesIn('nchw', [0, 1, 2, 3]), [0, 2, 3, 1]);
  t.deepEqual(axesIn('nhwc', [3, 1]), [3, 1]);
});
test('numbers per axis move with their axes', (t) => {
  t.deepEqual(perAxisIn('nchw', ['n', 'h', 'w', 'c']), ['n', 'c', 'h', 'w']);
  t.deepEqual(perAxisIn('nhwc', ['n', 'h', 'w', 'c']), ['n', 'h', 'w', 'c']);
});

test('the shape of a value in each layout', (t) => {
  t.deepEqual(shapeIn('nhwc', [2, 5, 7, 32], 8), [2, 5, 7, 32]);
  t.deepEqual(shapeIn('nchw', [2, 5, 7, 32], 8), [2, 32, 5, 7]);
  t.deepEqual(shapeIn('blocked', [2, 5, 7, 32], 8), [2, 4, 5, 7, 8]);
  t.deepEqual(shapeIn('blocked', [2, 5, 7, 1], 8), [2, 1, 5, 7, 1], 'a single channel broadcasts');
});
test('in blocks the channels are two axes', (t) => {
  t.deepEqual(axesIn('blocked', [0, 1, 2]), [0, 2, 3]);
  t.deepEqual(axesIn('blocked', [3, 1]), [1, 2, 4]);
});
test('a position in blocks counts whole blocks of channels', (t) => {
  t.deepEqual(positionIn('blocked', [1, 2, 3, 24], 8), [1, 3, 2, 3]);
  t.deepEqual(positionIn('nchw', [1, 2, 3, 24], 8), [1, 24, 2, 3]);
});
test('the axes of memory have the lengths of the shape, and the product of them', (t) => {
  const lengths = (layout: keyof typeof axesInMemory, channels: number) =>
    axesInMemory[layout].map((axis) => lengthsInMemory([2, 5, 7, channels], 8)[axis]);
  t.deepEqual(lengths('blocked', 24), [2, 3, 5, 7, 8]);
  t.deepEqual(lengths('nchw', 24), [2, 3, 8, 5, 7]);
  t.deepEqual(lengths('nhwc', 24), [2, 5, 7, 3, 8]);
  t.deepEqual(lengths('nhwc', 12), [2, 5, 7, 12, 1], 'no whole blocks');
});
