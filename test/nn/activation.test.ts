import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { activations, ReLU, ReLU6 } from '../../src/nn/index.ts';
import { assertAllClose, startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const x = () => tf.tensor4d([-1, 0, 3, 7], [1, 1, 4, 1]);

for (const [layer, expected] of [
  [new ReLU(), [0, 0, 3, 7]],
  [new ReLU6(), [0, 0, 3, 6]],
] as const) {
  test.serial(`${layer.constructor.name} of -1, 0, 3 and 7`, async (t) => {
    t.deepEqual([...(await layer.forward(x()).data())], [...expected]);
  });
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
for (const [name, expected] of [
  ['none', [-1, 0, 3, 7]],
  ['relu', [0, 0, 3, 7]],
  ['relu6', [0, 0, 3, 6]],
  ['hardswish', [-1 / 3, 0, 3, 7]],
  ['silu', [-sigmoid(-1), 0, 3 * sigmoid(3), 7 * sigmoid(7)]],
] as const) {
  test.serial(`the activation ${name} of -1, 0, 3 and 7`, async (t) => {
    await assertAllClose(
      t,
      tf.tidy(() => activations[name](tf.clone(x()))),
      expected,
      1e-6,
    );
  });
}
