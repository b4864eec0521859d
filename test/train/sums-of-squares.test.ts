import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../src/engine/index.ts';
import { sumsOfSquares } from '../../src/train/sums-of-squares.ts';

for (const backend of ['wasm', 'auto'] as const) {
  test.serial(`each tensor has the sum of its squares, on the backend ${backend}`, async (t) => {
    await startEngine({ backend });
    const tensors = new Map<string, tf.Tensor>([
      [
        'a',
        tf.tensor2d([
          [1, 2],
          [-3, 0.5],
        ]),
      ],
      ['b', tf.scalar(-4)],
    ]);
    const before = tf.memory().numTensors;
    const sums = tf.tidy(() => sumsOfSquares(tensors));
    t.is(tf.memory().numTensors, before + 2);
    const read = await Promise.all(sums.map(async ([name, sum]) => [name, ...(await sum.data())]));
    t.deepEqual(read, [
      ['a', 14.25],
      ['b', 16],
    ]);
    t.deepEqual(sumsOfSquares(new Map()), []);
    tf.dispose([...tensors.values(), ...sums.map(([, sum]) => sum)]);
  });
}
