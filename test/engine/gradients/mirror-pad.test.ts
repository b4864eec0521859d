import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { registerMirrorPadGradient } from '../../../src/engine/gradients/mirror-pad.ts';
import { counting, numbers } from './on-cpu.ts';

registerMirrorPadGradient();

for (const [mode, expected] of [
  // c b | a b c d | c: dy 1, 2 go to c and b, 7 goes to c.
  ['reflect', [3, 4 + 2, 5 + 1 + 7, 6]],
  // b a | a b c d | d: dy 1, 2 go to b and a, 7 goes to d.
  ['symmetric', [3 + 2, 4 + 1, 5, 6 + 7]],
] as const) {
  test(`the gradient of ${mode} padding is folded back onto what it mirrors`, (t) => {
    const pad = (x: tf.Tensor) => tf.mirrorPad(x, [[2, 1]], mode);
    t.deepEqual(numbers(tf.grad(pad)(tf.zeros([4]), counting<tf.Rank.R1>([7]))), [...expected]);
  });
}

test('axes fold one after the other, so that a corner goes to one pixel', (t) => {
  const pad = (x: tf.Tensor) =>
    tf.mirrorPad(
      x,
      [
        [1, 0],
        [0, 1],
      ],
      'symmetric',
    );
  // The padded image is 1 2 3, 4 5 6, 7 8 9 with the image in its lower left: 1 folds onto 4, 3 onto 5.
  t.deepEqual(numbers(tf.grad(pad)(tf.zeros([2, 2]), counting<tf.Rank.R2>([3, 3]))), [1 + 4, 2 + 3 + 5 + 6, 7, 8 + 9]);
});
