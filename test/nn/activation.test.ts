import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { ReLU, ReLU6 } from '../../src/nn/index.ts';
import { startTestEngine } from '../helpers/tensors.ts';

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
