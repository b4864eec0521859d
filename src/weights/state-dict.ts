import * as tf from '@tensorflow/tfjs-core';

/** A tensor as a module takes it. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export function assignArray(variable: tf.Variable, { shape, data }: NamedArray): void {
  const value = tf.tensor(data, [...shape]);
  variable.assign(value);
  value.dispose();
}
