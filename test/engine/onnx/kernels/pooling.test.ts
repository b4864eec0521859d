import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled } from './agree.ts';

const serial = test.serial;

for (const [size, stride, pad] of [
  [2, 2, 'valid'],
  [3, 2, 'same'],
  [3, 1, 'same'],
  [3, 2, 1],
] as const) {
  serial(`max pooling ${size}, stride ${stride}, pad ${pad}, agrees`, agreesWithGradient, (x: tf.Tensor) =>
    tf.maxPool(x as tf.Tensor4D, size, stride, pad),
  );
}
serial('average pooling without padding agrees', agreesWithGradient, (x: tf.Tensor) =>
  tf.avgPool(x as tf.Tensor4D, [2, 3], [2, 1], 'valid'),
);
serial('average pooling over whole rows, columns and images agrees', agrees, () => {
  const x = filled([2, 5, 7, 3]) as tf.Tensor4D;
  return [tf.avgPool(x, [1, 7], 1, 'valid'), tf.avgPool(x, [5, 1], 1, 'valid'), tf.avgPool(x, [5, 7], 1, 'valid')];
});

serial('a padded average counts only what is inside, and so does its gradient', async (t) => {
  await tf.setBackend('onnxruntime');
  const gradient = tf.tidy(() =>
    tf.grad((x) => tf.sum(tf.avgPool(x as tf.Tensor4D, 2, 1, 'same')))(tf.zeros([1, 2, 2, 1])),
  );
  // Windows see 4, 2, 2 and 1 pixels; the last pixel is in all four: 1/4 + 1/2 + 1/2 + 1.
  t.deepEqual([...(await gradient.data())], [0.25, 0.75, 0.75, 2.25]);
  gradient.dispose();
});
