import test from 'ava';
import * as tf from '@tensorflow/tfjs-core';
import { basicBlock } from '../../../../src/components/encoders/resnet/basic-block.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const steps = { stride: 1, dilation: 1, dilationAfter: 1, reached: 4, isLevel: true };
const create = (inChannels: number, more: object = {}) =>
  basicBlock({ inChannels, planes: 4, steps: { ...steps, ...more }, random: createRandom(0) });
const filters = (block: ReturnType<typeof create>) =>
  [...block.stateDict()].filter(([, { rank }]) => rank === 4).map(([name, { shape }]) => `${name} ${shape.join('x')}`);

test.serial('it has two 3x3 convolutions, and a third where the channels change', (t) => {
  t.deepEqual(filters(create(4)), ['conv1.weight 3x3x4x4', 'conv2.weight 3x3x4x4']);
  t.deepEqual(filters(create(2)), ['conv1.weight 3x3x2x4', 'conv2.weight 3x3x4x4', 'downsample.0.weight 1x1x2x4']);
});

test.serial('the first convolution has the stride, and the second the dilation after it', async (t) => {
  const strided = tf.tidy(() => create(2, { stride: 2 }).forward(tf.ones([1, 8, 6, 2]), inference));
  t.deepEqual(strided.shape, [1, 4, 3, 4]);
  // One pixel reaches one further by the first convolution, and two by the second.
  const pixel = tf.tidy(() =>
    tf.pad(tf.ones<tf.Rank.R4>([1, 1, 1, 2]), [
      [0, 0],
      [0, 0],
      [5, 5],
      [0, 0],
    ]),
  );
  const y = tf.tidy(() => create(2, { dilationAfter: 2 }).forward(pixel, inference));
  const perColumn = await tf.tidy(() => tf.max(y, [0, 1, 3])).data();
  t.deepEqual([perColumn[0], perColumn[1], perColumn[9], perColumn[10]], [0, 0, 0, 0]);
  t.true(perColumn[2]! + perColumn[8]! > 0);
});
