import type { ImageSize } from './sample.ts';

/** Where each output pixel is taken from, in input pixels; 0 is the centre of the first one. Shape [height, width] of the output. */
export interface SamplingGrid extends ImageSize {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

const { fround } = Math;

/** a x + b y + c in float32, rounded after each operation as PyTorch's matrix product. */
export function linear(a: number, b: number, c: number, x: number, y: number): number {
  return fround(fround(fround(a * x) + fround(b * y)) + c);
}

/** From -1..1 over the whole image to pixels, as `grid_sample` without aligned corners. */
export function toPixels(position: number, length: number): number {
  return fround(fround(fround(position + 1) * length) - 1) / 2;
}
