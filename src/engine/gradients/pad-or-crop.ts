import * as tf from '@tensorflow/tfjs-core';
import type { Window } from '../geometry/window.ts';

/** Adds zeros around the image, or takes pixels away where an amount is negative. */
export function padOrCrop(x: tf.Tensor4D, [rows, columns]: Window['padding']): tf.Tensor4D {
  const amounts = [[0, 0], rows, columns, [0, 0]] as const;
  const begin = amounts.map(([before]) => Math.max(0, -before));
  const size = x.shape.map((length, axis) => length - begin[axis]! - Math.max(0, -amounts[axis]![1]));
  const cropped: tf.Tensor4D = size.every((length, axis) => length === x.shape[axis]) ? x : tf.slice(x, begin, size);
  const added = amounts.map(([before, after]): [number, number] => [Math.max(0, before), Math.max(0, after)]);
  return added.every(([before, after]) => before + after === 0) ? cropped : tf.pad(cropped, added);
}
