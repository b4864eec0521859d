import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';

await startEngine({ backend: 'wasm' });

const indices = () => tf.tensor1d([2, 0, 5, -1], 'int32');

for (const dtype of ['int32', 'float32'] as const) {
  test(`one-hot in ${dtype} has numbers of that type, and no class for what is none`, async (t) => {
    const y = tf.oneHot(indices(), 3, 5, -1, dtype);
    t.is(y.dtype, dtype);
    t.deepEqual(await y.array(), [
      [-1, -1, 5],
      [5, -1, -1],
      [-1, -1, -1],
      [-1, -1, -1],
    ]);
  });
}
