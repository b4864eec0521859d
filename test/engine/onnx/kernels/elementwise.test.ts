import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled } from './agree.ts';

const serial = test.serial;

for (const other of [[], [3], [7, 1], [1, 5, 1, 3], [2, 5, 7, 3], [2, 1, 1, 3]]) {
  serial(`an element-wise chain after a convolution broadcasts [${other.join()}]`, agreesWithGradient, (x: tf.Tensor) =>
    tf.mul(
      tf.add(tf.conv2d(x as tf.Tensor4D, filled([1, 1, 3, 3]) as tf.Tensor4D, 1, 'same'), filled(other, 'other')),
      x,
    ),
  );
}

serial('a convolution that is compared keeps its layout, and gives booleans', agrees, () => {
  const convolved = tf.conv2d(filled([2, 5, 7, 3]) as tf.Tensor4D, filled([1, 1, 3, 3], 'w') as tf.Tensor4D, 1, 'same');
  return [tf.greater(convolved, filled([3], 'other')), tf.logicalNot(tf.less(convolved, 0))];
});
