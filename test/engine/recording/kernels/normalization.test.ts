import test from 'ava';
import { input, record } from './record.ts';

const x = input([2, 5, 7, 3]);
const [mean, variance, offset, scale] = [input([3]), input([3]), input([3]), input([3])];

test('batch norm has its vectors in the order of ONNX: scale, offset, mean, variance', (t) => {
  const whole = record('FusedBatchNorm', { x, mean, variance, offset, scale }, { varianceEpsilon: 0.5 })!;
  const order = [x, scale, offset, mean, variance];
  t.is(whole.operands.length, order.length);
  for (const [index, operand] of order.entries()) t.is(whole.operands[index], operand, `operand ${index}`);
  t.deepEqual(whole.attributes, { varianceEpsilon: 0.5, offset: true, scale: true });
  t.deepEqual(whole.outputs, [{ shape: [2, 5, 7, 3], dtype: 'float32' }]);
});

test('batch norm without scale and offset says so, with the epsilon of TensorFlow.js', (t) => {
  const bare = record('FusedBatchNorm', { x, mean, variance })!;
  t.is(bare.operands.length, 3);
  t.deepEqual(bare.attributes, { varianceEpsilon: 0.001, offset: false, scale: false });
});

test('other ranks than an image and vectors are left to another backend', (t) => {
  t.is(record('FusedBatchNorm', { x: input([7, 3]), mean, variance }), undefined);
  t.is(record('FusedBatchNorm', { x, mean: input([1, 3]), variance }), undefined);
});

test("softmax's axis counts from the front", (t) => {
  t.deepEqual(record('Softmax', { logits: x }, { dim: -1 })!.attributes, { axis: 3 });
  t.deepEqual(record('Softmax', { logits: x }, { dim: 1 })!.attributes, { axis: 1 });
});
