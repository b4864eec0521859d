import test from 'ava';
import { input, record, results } from './record.ts';

test('space to batch pads, cuts into blocks and puts them in the batch', (t) => {
  const paddings = [
    [0, 2],
    [1, 1],
  ];
  const recording = record('SpaceToBatchND', { x: input([1, 4, 6, 3]) }, { blockShape: [2, 4], paddings })!;
  // 4 + 2 rows in blocks of 2, 1 + 6 + 1 columns in blocks of 4.
  t.deepEqual(recording.outputs, [{ shape: [8, 3, 2, 3], dtype: 'float32' }]);
  t.deepEqual(recording.attributes, {
    pads: [0, 0, 1, 0, 0, 2, 1, 0],
    blocks: [1, 3, 2, 2, 4, 3],
    perm: [2, 4, 0, 1, 3, 5],
    joined: [8, 3, 2, 3],
    begin: [],
    size: [],
  });
});

test('batch to space joins blocks and crops', (t) => {
  const crops = [
    [0, 1],
    [2, 0],
  ];
  const recording = record('BatchToSpaceND', { x: input([8, 3, 2, 3], 'int32') }, { blockShape: [2, 4], crops })!;
  t.deepEqual(recording.outputs, [{ shape: [1, 5, 6, 3], dtype: 'int32' }]);
  t.deepEqual(recording.attributes, {
    pads: [],
    blocks: [2, 4, 1, 3, 2, 3],
    perm: [2, 3, 0, 4, 1, 5],
    joined: [1, 6, 8, 3],
    begin: [0, 0, 2, 0],
    size: [1, 5, 6, 3],
  });
});

test('depth to space spreads channels over a block of pixels, in NHWC only', (t) => {
  const x = input([1, 2, 3, 8]);
  t.deepEqual(results('DepthToSpace', { x }, { blockSize: 2, dataFormat: 'NHWC' }), ['float32[1,4,6,2]']);
  t.is(record('DepthToSpace', { x }, { blockSize: 2, dataFormat: 'NCHW' }), undefined);
});
