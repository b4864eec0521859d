import '../../../src/engine/gradients/core.ts';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { silenceAdvertisement } from '../../../src/engine/backends/cpu.ts';

silenceAdvertisement();
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
