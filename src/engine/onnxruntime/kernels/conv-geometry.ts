import type { backend_util } from '@tensorflow/tfjs-core';

/** Where a convolution or pooling window goes, with all padding explicit. Pairs are [vertical, horizontal]. */
export interface Geometry {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  /** Top, left, bottom, right, as ONNX wants it. */
  readonly pads: readonly [number, number, number, number];
  readonly input: Pair;
  readonly output: Pair;
}

export type Pair = readonly [number, number];
type Info = ReturnType<typeof backend_util.computeConv2DInfo>;

export function geometryOf(info: Info): Geometry {
  const { top, left, bottom, right } = info.padInfo;
  return {
    kernel: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [top, left, bottom, right],
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
  };
}

/** As ONNX's Conv, ConvTranspose and pooling operators name it. */
export function windowAttributes({ kernel, strides, dilations, pads }: Geometry) {
  return { kernel_shape: kernel, strides, dilations, pads };
}

/** Every position in the kernel, row by row. */
export function tapsOf({ kernel }: Geometry): Pair[] {
  return Array.from({ length: kernel[0] * kernel[1] }, (_, tap): Pair => [
    Math.floor(tap / kernel[1]),
    tap % kernel[1],
  ]);
}

/** One number of padding on every side, spelled out: TensorFlow.js takes it for square kernels and strides only. */
export function explicitPad(pad: Padding): Exclude<Padding, number> {
  return typeof pad === 'number'
    ? [
        [0, 0],
        [pad, pad],
        [pad, pad],
        [0, 0],
      ]
    : pad;
}

export type Padding = 'valid' | 'same' | number | backend_util.ExplicitPadding;
