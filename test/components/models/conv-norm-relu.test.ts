import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { convNormReLU } from '../../../src/components/models/conv-norm-relu.ts';
import { createRandom } from '../../../src/core/random.ts';
import { inference } from '../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const random = createRandom(0);

for (const [kernelSize, dilation] of [
  [1, 1],
  [3, 1],
  [3, 3],
] as const)
  test.serial(`a ${kernelSize}x${kernelSize} kernel with dilation ${dilation} keeps the size`, async (t) => {
    const layers = convNormReLU(4, 6, kernelSize, { random, dilation });
    const y = tf.tidy(() => layers.forward(patternTensor<tf.Rank.R4>([1, 9, 7, 4], 1), inference));
    t.deepEqual(y.shape, [1, 9, 7, 6]);
    t.true((await y.data()).every((value) => value >= 0));
    t.deepEqual([...layers.stateDict().keys()].sort(), [
      '0.weight',
      '1.bias',
      '1.running_mean',
      '1.running_var',
      '1.weight',
    ]);
    y.dispose();
    layers.dispose();
  });

test.serial('with as many groups as channels each sees its own', (t) => {
  const layers = convNormReLU(4, 4, 3, { random, groups: 4 });
  t.deepEqual(layers.stateDict().get('0.weight')?.shape, [3, 3, 1, 4]);
  layers.dispose();
});
