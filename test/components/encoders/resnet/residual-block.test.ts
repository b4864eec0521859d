import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { ConvBlock } from '../../../../src/components/encoders/conv-block.ts';
import { ResidualBlock } from '../../../../src/components/encoders/resnet/residual-block.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { assertAllClose, startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const random = createRandom(0);
const layer = (options: object) =>
  new ConvBlock({ inChannels: 1, outChannels: 1, kernelSize: 1, names: ['conv1', 'bn1'], random, ...options });

/** Filters of a constant value; batch norm then divides by sqrt(1 + 1e-5), next to nothing. */
function fill(block: ResidualBlock, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    const variable = block.stateDict().get(name)!;
    variable.assign(tf.fill(variable.shape, value));
  }
}

test.serial('the layers are added to the input, and what is negative becomes 0', async (t) => {
  const layers = [layer({ activation: 'none' })];
  const block = new ResidualBlock({ inChannels: 1, outChannels: 1, stride: 1, layers, random });
  fill(block, { 'conv1.weight': -3 });
  const y = tf.tidy(() => block.forward(tf.tensor4d([1, -2], [1, 1, 2, 1]), inference));
  // 1 - 3 = -2 and -2 + 6 = 4.
  await assertAllClose(t, y, [0, 4], 1e-4);
  t.deepEqual([...block.stateDict().keys()].sort(), [
    'bn1.bias',
    'bn1.running_mean',
    'bn1.running_var',
    'bn1.weight',
    'conv1.weight',
  ]);
  block.dispose();
});

test.serial('where the shape changes, the input goes through a 1x1 convolution without activation', async (t) => {
  const layers = [layer({ outChannels: 2, stride: 2, activation: 'none' })];
  const block = new ResidualBlock({ inChannels: 1, outChannels: 2, stride: 2, layers, random });
  fill(block, { 'conv1.weight': 10, 'downsample.0.weight': -1 });
  const y = tf.tidy(() => block.forward(tf.tensor4d([1, 5, 2, 5], [1, 1, 4, 1]), inference));
  t.deepEqual(y.shape, [1, 1, 2, 2]);
  await assertAllClose(t, y, [9, 9, 18, 18], 1e-4);
  t.is(block.outChannels, 2);
  block.dispose();
});
