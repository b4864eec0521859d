import * as tf from '@tensorflow/tfjs-core';
import { type Matrix, transposed } from './resample-matrix.ts';

/** Every column of `x` [N, H, W, C] times `rows` [H', H], every row times `columns` [W', W]: [N, H', W', C]. */
export function resample(x: tf.Tensor4D, rows: Matrix, columns: Matrix): tf.Tensor4D {
  // Each axis comes first in turn, so that both products are plain two-dimensional ones: batched ones are slow on wasm.
  const [batch, , width, channels] = x.shape;
  const byRow = multiply(rows, tf.transpose(x, [1, 0, 2, 3]));
  const tall = tf.reshape(byRow, [rows.outputs, batch, width, channels]);
  const byColumn = multiply(columns, tf.transpose(tall, [2, 0, 1, 3]));
  return tf.transpose(tf.reshape(byColumn, [columns.outputs, rows.outputs, batch, channels]), [2, 1, 0, 3]);
}

/** The gradient for the input, from `dy` [N, H', W', C]: the same with both matrices transposed. */
export function resampleGradient(dy: tf.Tensor4D, rows: Matrix, columns: Matrix): tf.Tensor4D {
  return resample(dy, transposed(rows), transposed(columns));
}

/** The matrices that are in use, by the keys of their data. */
const matrices = new WeakMap<object, Matrix>();

/**
 * Whether this is the data of a matrix that resamples: counts of a network's multiplications leave those out, as
 * PyTorch's do, where resizing and pooling are no matrix products.
 */
export function isResampleMatrix(dataId: object): boolean {
  return matrices.has(dataId);
}

/** The matrix whose data this is, for whoever wants to know how it was made. */
export function resampleMatrixOf(dataId: object): Matrix | undefined {
  return matrices.get(dataId);
}

function multiply(by: Matrix, x: tf.Tensor): tf.Tensor2D {
  const { outputs, inputs, values } = by;
  const matrix = tf.tensor2d(values, [outputs, inputs]);
  matrices.set(matrix.dataId, by);
  return tf.matMul(matrix, tf.reshape<tf.Rank.R2>(x, [inputs, -1]));
}
