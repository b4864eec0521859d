import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { windowOf } from '../../../../src/engine/geometry/window.ts';
import { lowerGraph } from '../../../../src/engine/onnx/lower-graph.ts';
import { collectGraph } from '../../../../src/engine/recording/graph.ts';
import type { KernelName } from '../../../../src/engine/recording/kernels/index.ts';
import { leaf, type Operand, type Value } from '../../../../src/engine/recording/value.ts';
import { agrees, agreesWithGradient, filled, gradientOf } from './agree.ts';

const serial = test.serial;
type Pad = Parameters<typeof tf.conv2d>[3];

const pads: Pad[] = [
  'valid',
  'same',
  [
    [0, 0],
    [1, 0],
    [2, 1],
    [0, 0],
  ],
];
for (const stride of [1, 2, [2, 1] as [number, number]]) {
  for (const pad of pads) {
    for (const size of [1, 3]) {
      const title = `convolution ${size}x${size}, stride ${String(stride)}, pad ${JSON.stringify(pad)}`;
      const convolve = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
      for (const outputs of [2, 4]) {
        const filter = () => filled([size, size, 3, outputs], 'w');
        serial(`${title} to ${outputs} channels and both gradients agree`, async (t) => {
          await agreesWithGradient(t, (x) => convolve(x, filter()));
          await agrees(t, () => gradientOf((w) => convolve(filled([2, 5, 7, 3]), w), filter()));
        });
      }
    }
  }
}

serial('dilated, fused and transposed convolutions agree', agrees, () => {
  const x = filled([2, 5, 7, 3]) as tf.Tensor4D;
  const filter = filled([3, 3, 3, 4], 'w') as tf.Tensor4D;
  const bias = filled([4], 'b') as tf.Tensor1D;
  return [
    tf.conv2d(x, filter, 1, 'same', 'NHWC', 2),
    tf.depthwiseConv2d(x, filled([3, 3, 3, 2], 'w') as tf.Tensor4D, 1, 'same', 'NHWC', 2),
    tf.fused.conv2d({ x, filter, strides: 2, pad: 'same', bias, activation: 'relu6' }),
    tf.fused.depthwiseConv2d({
      x,
      filter: filled([3, 3, 3, 1], 'w') as tf.Tensor4D,
      strides: 1,
      pad: 'same',
      activation: 'relu',
    }),
    tf.conv2dTranspose(filled([2, 3, 4, 4]) as tf.Tensor4D, filter, [2, 5, 7, 3], 2, 'same'),
  ];
});

/** By 16 channels, which fill a block on any processor that has them. */
const wide = () => filled([4, 3, 2, 16]) as tf.Tensor4D;
const double = (x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [6, 4]);
for (const [what, input, inputs] of [
  ['whole blocks', wide, 16],
  ['doubled blocks', () => double(wide()), 16],
  ['doubled blocks, twice joined', () => tf.concat([double(wide()), double(tf.neg(wide()))], 3), 32],
] as const) {
  serial(`a bias after a convolution of ${what} agrees, whatever else uses the sum or the convolution`, agrees, () => {
    const convolved = tf.conv2d(input(), filled([3, 3, inputs, 16], 'w') as tf.Tensor4D, 1, 'same');
    const bias = filled([16], 'b');
    return [tf.relu(tf.add(convolved, bias)), tf.neg(convolved), tf.add(convolved, tf.reshape(bias, [1, 1, 1, 16]))];
  });
}

serial('what is no bias by channel is added as it is', agrees, () => {
  const convolved = tf.conv2d(wide(), filled([3, 3, 16, 16], 'w') as tf.Tensor4D, 1, 'same');
  return [
    tf.add(convolved, filled([2, 1], 'b')),
    tf.add(convolved, 3),
    tf.add(convolved, tf.tensor1d(Array<number>(16).fill(2), 'int32')),
  ];
});

const operandOf = (value: Value): Operand => ({ value, shape: value.shape });

test('the bias is added in the pass of the convolution', (t) => {
  const [x, filter, bias] = [[4, 3, 2, 8], [3, 3, 8, 4], [4]].map((shape) =>
    operandOf(leaf(new Float32Array(), shape, 'float32')),
  ) as [Operand, Operand, Operand];
  const window = windowOf(x.shape, filter.shape, { strides: 1, pad: 'same' });
  const record = (kernel: KernelName, order: number, operands: Operand[], attributes: object): Operand => {
    const output: Value = { ...leaf(new Float32Array(), [4, 3, 2, 4], 'float32'), data: undefined };
    output.producer = { order, kernel, operands, attributes, outputs: [output] };
    return operandOf(output);
  };
  const types = { computeIn: 'float32', gives: 'float32' };
  const sum = record('Add', 1, [record('Conv2D', 0, [x, filter], window), bias], types);
  const { nodes } = lowerGraph(collectGraph([sum.value]), { blockSize: 4 });
  const convolutions = nodes.filter(({ operator }) => operator === 'Conv');
  t.is(convolutions.length, 1);
  t.is(convolutions[0]!.inputs.length, 3);
  t.false(nodes.some(({ operator }) => operator === 'Add'));
});
