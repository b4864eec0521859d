import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createRandom } from '../../src/core/random.ts';
import * as nn from '../../src/nn/index.ts';
import { assertAllClose, startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

/**
 * Two channels whose means over two pixels are 2 and -4, one number inside: the sum of both means, 3 of which counts.
 */
function worked(gate: 'sigmoid' | 'hardsigmoid', bias: number) {
  const layer = new nn.SqueezeExcite(2, 1, { activation: 'relu', gate, random: createRandom(0) });
  const set = (name: string, values: number[]) => {
    const variable = layer.stateDict().get(name)!;
    variable.assign(tf.tensor(values, variable.shape));
  };
  set('conv_reduce.weight', [1, 1]);
  set('conv_reduce.bias', [bias]);
  set('conv_expand.weight', [1, -1]);
  set('conv_expand.bias', [0, 0.5]);
  const x = tf.tensor4d([1, -3, 3, -5], [1, 1, 2, 2]);
  return { layer, x };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

test.serial('each channel is scaled by what follows from the means of all', async (t) => {
  const { layer, x } = worked('sigmoid', 3);
  // The sum of the means is -2; with 3 it is 1, which is passed on as 1 and as -1 + 0.5.
  const [first, second] = [sigmoid(1), sigmoid(-0.5)];
  const y = tf.tidy(() => layer.forward(x));
  await assertAllClose(t, y, [first, -3 * second, 3 * first, -5 * second], 1e-6);
  x.dispose();
  layer.dispose();
});

test.serial('what is negative inside is cut by the activation', async (t) => {
  const { layer, x } = worked('sigmoid', 0);
  const [first, second] = [sigmoid(0), sigmoid(0.5)];
  await assertAllClose(
    t,
    tf.tidy(() => layer.forward(x)),
    [first, -3 * second, 3 * first, -5 * second],
    1e-6,
  );
  x.dispose();
  layer.dispose();
});

test.serial('a hard gate is a straight line from -3 to 3', async (t) => {
  const { layer, x } = worked('hardsigmoid', 3);
  const [first, second] = [4 / 6, 2.5 / 6];
  await assertAllClose(
    t,
    tf.tidy(() => layer.forward(x)),
    [first, -3 * second, 3 * first, -5 * second],
    1e-6,
  );
  x.dispose();
  layer.dispose();
});
