import * as tf from '@tensorflow/tfjs-core';

/** How a convolution's window moves over its input, by [height, width]. */
export interface Window {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  /** Rows added above and below, columns added left and right. */
  readonly padding: readonly [Pair, Pair];
  /** Size of the convolution's input, without padding. */
  readonly input: Pair;
  readonly output: Pair;
}
export type Pair = readonly [number, number];

export interface ConvolutionAttributes {
  strides: [number, number] | number;
  dilations?: [number, number] | number | undefined;
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil' | undefined;
}

type Shape4D = [number, number, number, number];

/** The window of a 2-D convolution, NHWC, filter [height, width, in, out or multiplier]. */
export function windowOf(
  input: readonly number[],
  filter: readonly number[],
  attributes: ConvolutionAttributes,
  depthwise: boolean,
): Window {
  const { strides, dilations = 1, pad, dimRoundingMode } = attributes;
  const info = tf.backend_util.computeConv2DInfo(
    input as Shape4D,
    filter as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    depthwise,
  );
  const { top, bottom, left, right } = info.padInfo;
  return {
    kernel: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    padding: [
      [top, bottom],
      [left, right],
    ],
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
  };
}

/** How far a window reaches beyond its first pixel. */
export function reachOf({ kernel, dilations }: Window, axis: 0 | 1): number {
  return (kernel[axis] - 1) * dilations[axis];
}

/** Adds zeros around the image, or takes pixels away where an amount is negative. */
export function padOrCrop(x: tf.Tensor4D, [rows, columns]: Window['padding']): tf.Tensor4D {
  const amounts = [[0, 0], rows, columns, [0, 0]] as const;
  const begin = amounts.map(([before]) => Math.max(0, -before));
  const size = x.shape.map((length, axis) => length - begin[axis]! - Math.max(0, -amounts[axis]![1]));
  const cropped: tf.Tensor4D = size.every((length, axis) => length === x.shape[axis]) ? x : tf.slice(x, begin, size);
  const added = amounts.map(([before, after]): [number, number] => [Math.max(0, before), Math.max(0, after)]);
  return added.every(([before, after]) => before + after === 0) ? cropped : tf.pad(cropped, added);
}
