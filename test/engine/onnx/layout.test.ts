import test from 'ava';
import { axesIn, perAxisIn, toNchwShape } from '../../../src/engine/onnx/layout.ts';

test('the shape of an NHWC value in NCHW', (t) => t.deepEqual(toNchwShape([2, 5, 7, 3]), [2, 3, 5, 7]));
test('axes are renumbered', (t) => {
  t.deepEqual(axesIn('nchw', [0, 1, 2, 3]), [0, 2, 3, 1]);
  t.deepEqual(axesIn('nhwc', [3, 1]), [3, 1]);
});
test('numbers per axis move with their axes', (t) => {
  t.deepEqual(perAxisIn('nchw', ['n', 'h', 'w', 'c']), ['n', 'c', 'h', 'w']);
  t.deepEqual(perAxisIn('nhwc', ['n', 'h', 'w', 'c']), ['n', 'h', 'w', 'c']);
});
