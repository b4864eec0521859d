import { mirrored, weigh } from './blur';
import { nextHigh, nextLow } from './xoroshiro';

/**
 * Fills float32 values with uniform noise in [-1, 1), of 24 bits each. The seed must not be zero. Writes an even
 * number.
 */
export function uniformField(target: usize, length: i32, seedLow: u64, seedHigh: u64): void {
  let low = seedLow;
  let high = seedHigh;
  for (let index = 0; index < length; index += 2) {
    const bits = low + high;
    const mixed = low ^ high;
    low = nextLow(low, mixed);
    high = nextHigh(mixed);
    store<f32>(target + usize(index * 4), unit(u32(bits >> 40)));
    store<f32>(target + usize(index * 4), unit(u32(bits >> 16) & 0xffffff), 4);
  }
}

// @ts-ignore: decorator
@inline
function unit(bits: u32): f32 {
  return f32(bits) * f32(1.0 / 8388608.0) - 1;
}

/**
 * Convolves a float32 field with float32 weights along rows, then along columns, in place. Edges are mirrored without
 * repeating the last value. Each number of taps is odd and less than twice the length of its axis. `rows` is memory for
 * the field, `padded` for one row of it with `rowTaps` more values.
 */
export function blurField(
  field: usize, height: i32, width: i32, rowWeights: usize, rowTaps: i32, columnWeights: usize, columnTaps: i32,
  rows: usize, padded: usize,
): void {
  const rowReach = rowTaps >> 1;
  for (let row = 0; row < height; row++) {
    const start = usize(row * width * 4);
    for (let position = -rowReach; position < width + rowReach; position++) {
      const value = load<f32>(field + start + usize(mirrored(position, width) * 4));
      store<f32>(padded + usize((position + rowReach) * 4), value);
    }
    weigh(padded, 4, rows + start, width, rowWeights, rowTaps);
  }
  const reach = columnTaps >> 1;
  for (let row = 0; row < height; row++) {
    for (let index = 0; index < width; index += 4) {
      let sum = f32x4.splat(0);
      for (let tap = 0; tap < columnTaps; tap++) {
        const from = rows + usize((mirrored(row + tap - reach, height) * width + index) * 4);
        sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load32_splat(columnWeights + usize(tap * 4))));
      }
      v128.store(field + usize((row * width + index) * 4), sum);
    }
  }
}
