import type { ResizePlan } from './resize-plan.ts';
import type { ImageSize } from './sample.ts';

/** Pillow's fixed-point weights for 8-bit images. */
const PRECISION_BITS = 22;

/**
 * Pillow's antialiased bilinear resize of a uint8 image [height, width, channels], cropped to the plan's window:
 * a triangle filter as wide as the scale, columns first, rounded to 8 bits between the two passes.
 */
export function resizeBilinear(data: Uint8Array, channels: number, from: ImageSize, { size, window }: ResizePlan): Uint8Array {
  const columns = filterTaps(from.width, size.width, window.left, window.width);
  const rows = filterTaps(from.height, size.height, window.top, window.height);
  const narrow = filterColumns(data, channels, from, columns, rows.first, rows.end);
  return filterRows(narrow, window.width * channels, rows, window.height);
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
    const taps: number[] = [];
    for (let pixel = start; pixel < end; pixel++) taps.push(Math.max(0, 1 - Math.abs((pixel - center + 0.5) * (1 / support))));
    const sum = taps.reduce((total, tap) => total + tap, 0);
    starts[output] = start;
    counts[output] = end - start;
    taps.forEach((tap, index) => (weights[output * stride + index] = Math.trunc((tap / sum) * 2 ** PRECISION_BITS + 0.5)));
  }
  const last = length - 1;
  return { first: starts[0]!, end: starts[last]! + counts[last]!, starts, counts, stride, weights };
}

/** Source rows `firstRow` to `endRow` at the width of the output. */
function filterColumns(
  data: Uint8Array, channels: number, from: ImageSize, taps: FilterTaps, firstRow: number, endRow: number,
): Uint8Array {
  const width = taps.starts.length;
  const out = new Uint8Array((endRow - firstRow) * width * channels);
  let target = 0;
  for (let row = firstRow; row < endRow; row++) {
    for (let column = 0; column < width; column++) {
      const source = (row * from.width + taps.starts[column]!) * channels;
      for (let channel = 0; channel < channels; channel++) {
        out[target++] = weigh(data, source + channel, channels, taps, column);
      }
    }
  }
  return out;
}

/** `data` starts with the row `taps.first`; `rowLength` values a row. */
function filterRows(data: Uint8Array, rowLength: number, taps: FilterTaps, height: number): Uint8Array {
  const out = new Uint8Array(height * rowLength);
  let target = 0;
  for (let row = 0; row < height; row++) {
    const source = (taps.starts[row]! - taps.first) * rowLength;
    for (let value = 0; value < rowLength; value++) out[target++] = weigh(data, source + value, rowLength, taps, row);
  }
  return out;
}

function weigh(data: Uint8Array, start: number, step: number, taps: FilterTaps, output: number): number {
  const { counts, stride, weights } = taps;
  let sum = 1 << (PRECISION_BITS - 1);
  let weight = output * stride;
  let source = start;
  for (const end = weight + counts[output]!; weight < end; weight++, source += step) sum += data[source]! * weights[weight]!;
  return Math.min(sum >> PRECISION_BITS, 255);
}
