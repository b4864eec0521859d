import { scratch } from './kernels/scratch.ts';
import type { ResizePlan } from './resize-plan.ts';
import type { ImageSize } from './sample.ts';

/** Pillow's fixed-point weights for 8-bit images. */
const PRECISION_BITS = 22;

/**
 * Pillow's antialiased bilinear resize of a uint8 RGB image [height, width, 3], cropped to the plan's window:
 * a triangle filter as wide as the scale, columns first, rounded to 8 bits between the two passes.
 */
export function resizeBilinear(data: Uint8Array, from: ImageSize, { size, window }: ResizePlan): Uint8Array {
  const columns = filterTaps(from.width, size.width, window.left, window.width);
  const rows = filterTaps(from.height, size.height, window.top, window.height);
  const rowLength = window.width * 3;
  return scratch(({ kernels, input, room, result }) => {
    const source = input(data) + rows.first * from.width * 3;
    const narrow = room((rows.end - rows.first) * rowLength);
    kernels.filterColumns(source, rows.end - rows.first, from.width, narrow, window.width, input(columns.starts), input(columns.counts), input(columns.weights), columns.stride);
    const target = room(window.height * rowLength);
    kernels.filterRows(narrow, rowLength, rows.first, target, window.height, input(rows.starts), input(rows.counts), input(rows.weights), rows.stride);
    return result(target, window.height * rowLength);
  });
}

/** Which source pixels each output pixel weighs, and by how much. */
interface FilterTaps {
  /** Source pixels that any output needs: `first` up to, not including, `end`. */
  readonly first: number;
  readonly end: number;
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly stride: number;
  /** `weights[output * stride + tap]`, scaled by 2^22. */
  readonly weights: Int32Array;
}

/** As `precompute_coeffs` and `normalize_coeffs_8bpc` in Pillow's Resample.c. */
function filterTaps(from: number, to: number, offset: number, length: number): FilterTaps {
  const scale = from / to;
  const support = Math.max(scale, 1);
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(length);
  const counts = new Int32Array(length);
  const weights = new Int32Array(length * stride);
  for (let output = 0; output < length; output++) {
    const center = (output + offset + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(from, Math.trunc(center + support + 0.5));
    const tap = (pixel: number) => Math.max(0, 1 - Math.abs((pixel - center + 0.5) * (1 / support)));
    let sum = 0;
    for (let pixel = start; pixel < end; pixel++) sum += tap(pixel);
    starts[output] = start;
    counts[output] = end - start;
    for (let pixel = start; pixel < end; pixel++) weights[output * stride + pixel - start] = Math.trunc((tap(pixel) / sum) * 2 ** PRECISION_BITS + 0.5);
  }
  const last = length - 1;
  return { first: starts[0]!, end: starts[last]! + counts[last]!, starts, counts, stride, weights };
}
