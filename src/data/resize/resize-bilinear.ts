import { scratch } from '../simd/scratch.ts';
import type { ResizePlan } from './resize-plan.ts';
import type { ImageSize } from '../sample.ts';

/** Pillow's fixed-point weights for 8-bit images. */
const PRECISION_BITS = 22;
/** The routines multiply 16-bit numbers, so a weight is given in two parts. */
const UPPER_BITS = 11;
const LOWER = 2 ** UPPER_BITS - 1;

/**
 * Pillow's antialiased bilinear resize of a uint8 RGB image [height, width, 3], cropped to the plan's window. The
 * filter is a triangle whose width grows with the scale. The horizontal pass comes first, and its result is rounded to
 * 8 bits.
 */
export function resizeBilinear(data: Uint8Array, from: ImageSize, { size, window }: ResizePlan): Uint8Array {
  const columns = filterTaps(from.width, size.width, window.left, window.width);
  const rows = filterTaps(from.height, size.height, window.top, window.height);
  const rowLength = window.width * 3;
  return scratch(({ routines, input, room, result }) => {
    const source = input(data);
    // The second row of the last pair may lie beyond the image: it is read, with the weight 0.
    const narrow = room((from.height + 1) * rowLength);
    const target = room(window.height * rowLength);
    const first = rows.starts[0]!;
    const needed = rows.end - first;
    routines.filterColumns(
      source + first * from.width * 3,
      needed,
      from.width,
      narrow + first * rowLength,
      window.width,
      input(columns.starts),
      input(columns.pairs),
      input(columns.weights),
      columns.stride,
    );
    routines.filterRows(
      narrow,
      rowLength,
      target,
      window.height,
      input(rows.starts),
      input(rows.pairs),
      input(rows.weights),
      rows.stride,
    );
    return result(target, window.height * rowLength);
  });
}

/** The source pixels of each output pixel and their weights, in the layout of `assembly/resize.ts`. */
interface FilterTaps {
  readonly starts: Int32Array;
  readonly pairs: Int32Array;
  readonly weights: Int32Array;
  readonly stride: number;
  /** The first source pixel that no output needs. */
  readonly end: number;
}

/** As `precompute_coeffs` and `normalize_coeffs_8bpc` in Pillow's Resample.c. */
function filterTaps(from: number, to: number, offset: number, length: number): FilterTaps {
  const scale = from / to;
  const support = Math.max(scale, 1);
  const stride = 2 * (Math.ceil(support) + 1);
  const [starts, pairs, weights] = [new Int32Array(length), new Int32Array(length), new Int32Array(length * stride)];
  const taps = new Float64Array(2 * Math.ceil(support) + 1);
  const inverse = 1 / support;
  let end = 0;
  for (let output = 0; output < length; output++) {
    const center = (output + offset + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    end = Math.min(from, Math.trunc(center + support + 0.5));
    const count = end - start;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      taps[tap] = Math.max(0, 1 - Math.abs((tap + start - center + 0.5) * inverse));
      sum += taps[tap]!;
    }
    starts[output] = start;
    pairs[output] = (count + 1) >> 1;
    for (let tap = 0; tap < count; tap++) {
      const weight = Math.trunc((taps[tap]! / sum) * 2 ** PRECISION_BITS + 0.5);
      const place = output * stride + (tap & ~1);
      const shift = (tap & 1) * 16;
      weights[place]! |= (weight >> UPPER_BITS) << shift;
      weights[place + 1]! |= (weight & LOWER) << shift;
    }
  }
  return { starts, pairs, weights, stride, end };
}
