import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { Conv2d, type Conv2dOptions } from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { assertAllClose, patternTensor, readTensorFixture, startTestEngine } from '../helpers/tensors.ts';
import type { Shape4 } from './image-op.ts';

const expected = await readTensorFixture('ops');
test.before(startTestEngine);

const random = () => createRandom(0);

const convolution = test.macro({
  title: (_, name) => `${name} has PyTorch's values and gradients`,
  async exec(t, name: string, shape: Shape4, weightShape: Shape4, options: Omit<Conv2dOptions, 'random'>) {
    const [kernelSize, , , outChannels] = weightShape;
    const conv = new Conv2d(shape[3], outChannels, kernelSize, { ...options, random: random() });
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

test.serial('weights are uniform within 1 / sqrt(fan in), and follow from the random stream', async (t) => {
  const [first, same] = [new Conv2d(8, 64, 3, { random: random() }), new Conv2d(8, 64, 3, { random: random() })];
  const values = await first.weight.data<'float32'>();
  const bound = 1 / Math.sqrt(8 * 9);
  t.true(values.every((value) => Math.abs(value) <= bound));
  t.true(Math.max(...values) > 0.99 * bound && Math.min(...values) < -0.99 * bound);
  const variance = values.reduce((total, value) => total + value ** 2, 0) / values.length;
  t.true(Math.abs(variance / (bound ** 2 / 3) - 1) < 0.05);
  t.deepEqual(await same.weight.data(), values);
  for (const conv of [first, same]) conv.dispose();
});

test.serial('a group counts only its own channels as fan in', async (t) => {
  const conv = new Conv2d(64, 64, 3, { groups: 64, random: random() });
  const bias = await conv.bias!.data<'float32'>();
  const largest = Math.max(...bias.map(Math.abs));
  t.true(largest > 0.8 / 3 && largest <= 1 / 3, `the largest bias is ${largest}`);
  conv.dispose();
});

test.serial('without a bias there is none to train', (t) => {
  const conv = new Conv2d(2, 3, 1, { bias: false, random: random() });
  t.deepEqual([...conv.stateDict().keys()], ['weight']);
  t.deepEqual(conv.weight.shape, [1, 1, 2, 3]);
  conv.dispose();
});

test.serial('the padding `same` at stride 2 adds the odd pixel at the end', async (t) => {
  const conv = new Conv2d(1, 1, 3, { padding: 'same', stride: 2, bias: false, random: random() });
  conv.weight.assign(tf.ones([3, 3, 1, 1]));
  const y = tf.tidy(() => conv.forward(tf.ones([1, 4, 4, 1])));
  // Windows begin at 0 and 2: the second one reaches over the edge by one row or column.
  t.deepEqual([...(await y.data())], [9, 6, 6, 4]);
  tf.dispose([y, ...conv.stateDict().values()]);
});

test('what no convolution can be is a programming error', (t) => {
  t.throws(() => new Conv2d(6, 4, 3, { groups: 4, random: random() }), { message: /groups must divide/ });
  t.throws(() => new Conv2d(4, 6, 3, { groups: 4, random: random() }), { message: /groups must divide/ });
  t.throws(() => new Conv2d(4, 4, 3, { stride: 2, dilation: 2, random: random() }), { message: /stride and dilation/ });
});
