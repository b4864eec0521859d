import '../../../src/engine/gradients/core.ts';
import * as tf from '@tensorflow/tfjs-core';
import { loadCpuBackend } from '../../../src/engine/recording/cpu-package.ts';

loadCpuBackend();
await tf.setBackend('cpu');

/** 1, 2, 3, ... in a shape. */
export function counting<R extends tf.Rank = tf.Rank.R4>(shape: tf.ShapeMap[R]): tf.Tensor<R> {
  const length = tf.util.sizeFromShape(shape);
  return tf.tensor(
    Array.from({ length }, (_, index) => index + 1),
    shape,
  );
}

export function numbers(x: tf.Tensor): number[] {
  return [...x.dataSync()];
}
