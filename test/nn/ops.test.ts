import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import {
  adaptiveAvgPool2d,
  Conv2d,
  MaxPool2d,
  resizeBilinear,
  resizeNearest,
  type Conv2dOptions,
} from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import {
  assertAllClose,
  patternTensor,
  readTensorFixture,
  startTestEngine,
  valueAndGradients,
} from '../helpers/tensors.ts';

const expected = await readTensorFixture('ops');
test.before(startTestEngine);

type Shape4 = [number, number, number, number];

const imageOp = test.macro({
  title: (_, name) => `${name} has PyTorch's values and gradient`,
  async exec(t, name: string, shape: Shape4, op: (x: tf.Tensor4D) => tf.Tensor4D) {
    const x = patternTensor<tf.Rank.R4>(shape, 1);
    const { y, gradients } = valueAndGradients(
      (input) => op(input as tf.Tensor4D),
      [x],
      (value) => patternTensor<tf.Rank.R4>(value.shape, 2),
    );
    await assertAllClose(t, y, expected(`${name}.y`), 1e-5, 'values');
    await assertAllClose(t, gradients[0]!, expected(`${name}.dx`), 1e-4, 'gradients');
  },
});

for (const [name, shape, size] of [
  ['pool.overlap', [2, 7, 5, 3], 3],
  ['pool.six', [1, 28, 28, 2], 6],
  ['pool.one', [2, 8, 6, 3], 1],
  ['pool.larger', [1, 4, 4, 2], 6],
] as const) {
  test(imageOp, name, [...shape], (x) => adaptiveAvgPool2d(x, [size, size]));
}

for (const [name, shape, size] of [
  ['up', [2, 3, 4, 2], [12, 16]],
  ['down', [1, 9, 7, 2], [4, 3]],
  ['odd', [1, 5, 3, 2], [7, 10]],
  ['fromone', [2, 1, 1, 3], [4, 4]],
] as const) {
  test(imageOp, `bilinear.corners.${name}`, [...shape], (x) => resizeBilinear(x, size, { alignCorners: true }));
  test(imageOp, `bilinear.edges.${name}`, [...shape], (x) => resizeBilinear(x, size, { alignCorners: false }));
}

for (const [name, shape, size] of [
  ['double', [2, 3, 4, 2], [6, 8]],
  ['triple', [2, 3, 4, 2], [9, 12]],
  ['bins', [2, 3, 3, 2], [32, 32]],
  ['six', [1, 6, 6, 2], [32, 32]],
  ['one', [2, 1, 1, 3], [8, 8]],
  ['down', [1, 9, 7, 2], [4, 3]],
  ['mixed', [1, 4, 4, 2], [8, 12]],
] as const) {
  test(imageOp, `nearest.${name}`, [...shape], (x) => resizeNearest(x, size));
}

test(imageOp, 'maxpool', [2, 8, 7, 3], (x) => new MaxPool2d(3, { stride: 2, padding: 1 }).forward(tf.sub(x, 1)));

const convolution = test.macro({
  title: (_, name) => `${name} has PyTorch's values and gradients`,
  async exec(t, name: string, shape: Shape4, weightShape: Shape4, options: Omit<Conv2dOptions, 'random'>) {
    const [kernelSize, , , outChannels] = weightShape;
    const conv = new Conv2d(shape[3], outChannels, kernelSize, { ...options, random: createRandom(0) });
    conv.weight.assign(patternTensor<tf.Rank.R4>(weightShape, 3));
    conv.bias!.assign(patternTensor<tf.Rank.R1>([outChannels], 4));
    const x = tf.variable(patternTensor<tf.Rank.R4>(shape, 1));
    const y = tf.tidy(() => conv.forward(x));
    const dy = patternTensor<tf.Rank.R4>(y.shape, 2);
    const { grads } = tf.variableGrads(() => tf.sum(tf.mul(conv.forward(x), dy)));
    await assertAllClose(t, y, expected(`${name}.y`), 1e-5, 'values');
    await assertAllClose(t, grads[x.name]!, expected(`${name}.dx`), 1e-4, 'input gradients');
    await assertAllClose(t, grads[conv.weight.name]!, expected(`${name}.dw`), 1e-4, 'weight gradients');
    await assertAllClose(t, grads[conv.bias!.name]!, expected(`${name}.db`), 1e-4, 'bias gradients');
    conv.dispose();
    x.dispose();
  },
});

test.serial(convolution, 'conv.plain', [2, 7, 6, 4], [3, 3, 4, 5], { padding: 1 });
test.serial(convolution, 'conv.unpadded', [2, 7, 6, 4], [3, 3, 4, 5], {});
test.serial(convolution, 'conv.stride', [2, 8, 6, 4], [3, 3, 4, 5], { padding: 1, stride: 2 });
test.serial(convolution, 'conv.wide', [1, 9, 9, 3], [7, 7, 3, 4], { padding: 3, stride: 2 });
test.serial(convolution, 'conv.groups', [2, 7, 6, 4], [3, 3, 2, 6], { padding: 1, groups: 2 });
test.serial(convolution, 'conv.depthwise', [2, 8, 6, 4], [3, 3, 1, 4], { padding: 1, stride: 2, groups: 4 });
test.serial(convolution, 'conv.multiplier', [2, 7, 6, 3], [3, 3, 1, 6], { padding: 1, groups: 3 });
test.serial(convolution, 'conv.dilation', [2, 9, 8, 4], [3, 3, 4, 5], { padding: 2, dilation: 2 });
test.serial(convolution, 'conv.pointwise', [2, 5, 4, 6], [1, 1, 6, 3], {});
