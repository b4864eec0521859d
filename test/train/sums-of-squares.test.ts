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
    const [all, ...none] = tf.tidy(() => sumsOfSquares(tensors));
    t.is(tf.memory().numTensors, before + 1);
    t.deepEqual(none, []);
    t.deepEqual(all!.names, ['a', 'b']);
    t.deepEqual([...(await all!.sums.data())], [14.25, 16]);
    t.deepEqual(sumsOfSquares(new Map()), []);
    tf.dispose([...tensors.values(), all!.sums]);
  });
}

test.serial('no more numbers than a vector may wait for are together, but for one tensor that has more', (t) => {
  const tensors = new Map([3, 2, 1, 9, 5].map((size, index) => [`${index}`, tf.zeros([size])]));
  const groups = tf.tidy(() => sumsOfSquares(tensors, 5));
  t.deepEqual(
    groups.map(({ names }) => names.join('')),
    ['01', '2', '3', '4'],
  );
  tf.dispose([...tensors.values(), ...groups.map(({ sums }) => sums)]);
});
