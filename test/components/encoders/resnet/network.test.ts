import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { ResNet } from '../../../../src/components/encoders/resnet/network.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference, training } from '../../../helpers/networks.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

// Features of whole networks are compared with torchvision's in test/components/encoders/resnet.test.ts.

const tiny = { block: 'basic', depths: [1, 2, 1, 1], outputStride: 32, random: createRandom(0) } as const;

test.serial('blocks are named by stage and place, the first convolution as in torchvision', (t) => {
  const encoder = new ResNet(tiny);
  const names = [...encoder.stateDict().keys()].filter((name) => /conv\d\.weight$/.test(name));
  t.deepEqual(names.sort(), [
    'conv1.weight',
    'layer1.0.conv1.weight',
    'layer1.0.conv2.weight',
    'layer2.0.conv1.weight',
    'layer2.0.conv2.weight',
    'layer2.1.conv1.weight',
    'layer2.1.conv2.weight',
    'layer3.0.conv1.weight',
    'layer3.0.conv2.weight',
    'layer4.0.conv1.weight',
    'layer4.0.conv2.weight',
  ]);
  encoder.dispose();
});

test.serial('convolutions begin normal by their fan out', async (t) => {
  const encoder = new ResNet(tiny);
  const values = await encoder.stateDict().get('layer4.0.conv2.weight')!.data<'float32'>();
  const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  t.true(Math.abs(variance / (2 / (9 * 512)) - 1) < 0.01);
  encoder.dispose();
});

test.serial('every parameter gets a gradient, and sizes that 32 does not divide are rounded up', (t) => {
  const encoder = new ResNet(tiny);
  const images = tf.ones<tf.Rank.R4>([2, 70, 64, 3]);
  const { value, grads } = tf.variableGrads(() => tf.sum(encoder.forward(images, training()).at(-1)!));
  t.is(Object.keys(grads).length, encoder.namedParameters().length);
  const shapes = tf.tidy(() => encoder.forward(images, inference).map(({ shape }) => shape));
  t.deepEqual(shapes.at(-1), [2, 3, 2, 512]);
  tf.dispose([value, grads, images]);
  encoder.dispose();
});
