import test from 'ava';
import { input, record, results } from './record.ts';

const ints = (shape: number[]) => input(shape, 'int32');

test('gather puts the shape of the indices in the place of the axis', (t) => {
  const inputs = { x: input([5, 7, 3]), indices: ints([2, 4]) };
  t.deepEqual(results('GatherV2', inputs, { axis: 1 }), ['float32[5,2,4,3]']);
  t.deepEqual(record('GatherV2', inputs, { axis: -1 })!.attributes, { axis: 2 });
  t.is(record('GatherV2', inputs, { axis: 1, batchDims: 1 }), undefined, 'batches are left to another backend');
});

test('gatherND picks slices by the last axis of the indices', (t) => {
  t.deepEqual(results('GatherNd', { params: input([5, 7, 3]), indices: ints([4, 2]) }), ['float32[4,3]']);
});

test('a segment sum has a row for each segment, with one id for each row only', (t) => {
  const x = input([4, 3, 2]);
  t.deepEqual(results('UnsortedSegmentSum', { x, segmentIds: ints([4]) }, { numSegments: 9 }), ['float32[9,3,2]']);
  t.is(record('UnsortedSegmentSum', { x, segmentIds: ints([4, 3]) }, { numSegments: 9 }), undefined);
  const truths = input([4], 'bool');
  t.is(record('UnsortedSegmentSum', { x: truths, segmentIds: ints([4]) }, { numSegments: 9 }), undefined);
});

test('the largest numbers and their places replace the last axis', (t) => {
  const x = input([2, 5]);
  t.deepEqual(results('TopK', { x }, { k: 3, sorted: true }), ['float32[2,3]', 'int32[2,3]']);
  t.deepEqual(record('TopK', { x }, { k: 3, sorted: false })!.attributes, { k: 3, sorted: 0 });
  t.is(record('TopK', { x: input([5], 'bool') }, { k: 1, sorted: true }), undefined);
});

test('one-hot adds an axis of classes at the end, in the type that is asked for', (t) => {
  const attrs = { depth: 3, onValue: 5, offValue: -1, dtype: 'float32' };
  t.deepEqual(results('OneHot', { indices: ints([2, 2]) }, attrs), ['float32[2,2,3]']);
  t.deepEqual(record('OneHot', { indices: ints([2]) }, attrs)!.attributes, { depth: 3, onValue: 5, offValue: -1 });
});

test('a running sum has numbers for its switches, as ONNX wants them', (t) => {
  const { attributes } = record('Cumsum', { x: input([2, 3]) }, { axis: -1, exclusive: true, reverse: false })!;
  t.deepEqual(attributes, { axis: 1, exclusive: 1, reverse: 0 });
  t.deepEqual(results('Cumsum', { x: input([2, 3]) }, { axis: 0, exclusive: false, reverse: true }), ['float32[2,3]']);
  t.is(record('Cumsum', { x: input([2], 'bool') }, { axis: 0, exclusive: false, reverse: false }), undefined);
});
