import test from 'ava';
import * as tf from '@tensorflow/tfjs-core';
import { bottleneck } from '../../../../src/components/encoders/resnet/bottleneck.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const steps = { stride: 2, dilation: 1, dilationAfter: 1, reached: 4, isLevel: true };
const create = (groups: number, widthPerGroup: number) =>
  bottleneck({ inChannels: 8, planes: 16, steps, groups, widthPerGroup, random: createRandom(0) });
const filters = (block: ReturnType<typeof create>) =>
  [...block.stateDict()].filter(([, { rank }]) => rank === 4).map(([name, { shape }]) => `${name} ${shape.join('x')}`);

test.serial('it goes by way of as many channels as there are planes, and gives four times as many', (t) => {
  const block = create(1, 64);
  t.deepEqual(filters(block), [
    'conv1.weight 1x1x8x16',
    'conv2.weight 3x3x16x16',
    'conv3.weight 1x1x16x64',
    'downsample.0.weight 1x1x8x64',
  ]);
  t.is(block.outChannels, 64);
  t.deepEqual(
    tf.tidy(() => block.forward(tf.ones([1, 8, 6, 8]), inference).shape),
    [1, 4, 3, 64],
  );
  block.dispose();
});

test.serial('the 3x3 convolution is wider or in groups, as ResNeXt and Wide ResNet are', (t) => {
  // 16 planes are a quarter of 64: a width of 128 for each group of 64 planes becomes 32.
  t.is(filters(create(1, 128))[1], 'conv2.weight 3x3x32x32');
  // Eight groups of 8 / 4 = 2 channels.
  t.is(filters(create(8, 8))[1], 'conv2.weight 3x3x2x16');
});
