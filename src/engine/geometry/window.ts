import * as tf from '@tensorflow/tfjs-core';

/** How the window of a convolution or pooling moves over its input, by [height, width]. */
export interface Window {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  /** Rows added above and below, columns added left and right. */
  readonly padding: readonly [Pair, Pair];
  /** Size of the input, without padding. */
  readonly input: Pair;
  readonly output: Pair;
}
export type Pair = readonly [number, number];
type Padding = 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
type Shape4D = [number, number, number, number];

export interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly dilations?: [number, number] | number | undefined;
  readonly pad: Padding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil' | undefined;
}

/** The window of a 2-D convolution of `input`, NHWC, by `filter` [height, width, in, out or multiplier]. */
export function windowOf(
  input: readonly number[],
  filter: readonly number[],
  { strides, dilations = 1, pad, dimRoundingMode }: ConvolutionAttributes,
): Window {
  const [image, kernel] = [[...input] as Shape4D, [...filter] as Shape4D];
  return from(tf.backend_util.computeConv2DInfo(image, kernel, strides, dilations, explicit(pad), dimRoundingMode));
}

export interface PoolingAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: Padding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil' | undefined;
}

/** The window of a 2-D pooling of `input`, NHWC. */
export function poolingWindowOf(
  input: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolingAttributes,
): Window {
  const image = [...input] as Shape4D;
  return from(tf.backend_util.computePool2DInfo(image, filterSize, strides, 1, explicit(pad), dimRoundingMode));
}

/** How far a window reaches beyond its first pixel. */
export function reachOf({ kernel, dilations }: Pick<Window, 'kernel' | 'dilations'>, axis: 0 | 1): number {
  return (kernel[axis] - 1) * dilations[axis];
}

/** The positions of a kernel, row by row. */
export function tapsOf([height, width]: Pair): Pair[] {
  return Array.from({ length: height * width }, (_, tap): Pair => [Math.floor(tap / width), tap % width]);
}

function from(info: tf.backend_util.Conv2DInfo): Window {
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

/** One number of padding on every side, spelled out: TensorFlow.js takes it for square kernels and strides only. */
function explicit(pad: Padding): Exclude<Padding, number> {
  if (typeof pad !== 'number') return pad;
  const [none, sides]: [number, number][] = [
    [0, 0],
    [pad, pad],
  ];
  return [none!, sides!, sides!, none!];
}
