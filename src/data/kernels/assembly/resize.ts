const PRECISION_BITS = 22;
const HALF: i32 = 1 << (PRECISION_BITS - 1);

/** Taps of output `o`: `counts[o]` int32 weights at `weights[o * stride]`, for the source pixels from `starts[o]` on. */
// @ts-ignore: decorator
@inline
function at(array: usize, index: i32): i32 {
  return load<i32>(array + usize(index * 4));
}

/** Pillow's horizontal pass over rows of RGB pixels: `rows` rows of `width` pixels to `outWidth` pixels, rounded to 8 bits. */
export function filterColumns(
  source: usize, rows: i32, width: i32, target: usize, outWidth: i32, starts: usize, counts: usize, weights: usize, stride: i32,
): void {
  for (let row = 0, out = target; row < rows; row++) {
    for (let column = 0; column < outWidth; column++, out += 3) {
      let pixel = source + usize((row * width + at(starts, column)) * 3);
      let weight = weights + usize(column * stride * 4);
      let sum = i32x4.splat(HALF);
      for (const end = weight + usize(at(counts, column) * 4); weight < end; weight += 4, pixel += 3) {
        const values = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(pixel)));
        sum = i32x4.add(sum, i32x4.mul(values, v128.load32_splat(weight)));
      }
      const bytes = narrow(sum);
      store<u16>(out, u16(bytes));
      store<u8>(out, u8(bytes >> 16), 2);
    }
  }
}

/** Pillow's vertical pass: `outRows` rows of `length` values; `source` begins with the row `first`. */
export function filterRows(
  source: usize, length: i32, first: i32, target: usize, outRows: i32, starts: usize, counts: usize, weights: usize, stride: i32,
): void {
  for (let row = 0; row < outRows; row++) {
    const from = source + usize((at(starts, row) - first) * length);
    const taps = weights + usize(row * stride * 4);
    const count = at(counts, row);
    const out = target + usize(row * length);
    let index = 0;
    for (; index + 8 <= length; index += 8) {
      let low = i32x4.splat(HALF);
      let high = i32x4.splat(HALF);
      for (let tap = 0; tap < count; tap++) {
        const values = i16x8.extend_low_i8x16_u(v128.load64_zero(from + usize(tap * length + index)));
        const weight = v128.load32_splat(taps + usize(tap * 4));
        low = i32x4.add(low, i32x4.mul(i32x4.extend_low_i16x8_u(values), weight));
        high = i32x4.add(high, i32x4.mul(i32x4.extend_high_i16x8_u(values), weight));
      }
      const words = i16x8.narrow_i32x4_s(i32x4.shr_s(low, PRECISION_BITS), i32x4.shr_s(high, PRECISION_BITS));
      v128.store64_lane(out + usize(index), i8x16.narrow_i16x8_u(words, words), 0);
    }
    for (; index < length; index++) {
      let sum = HALF;
      for (let tap = 0; tap < count; tap++) sum += i32(load<u8>(from + usize(tap * length + index))) * at(taps, tap);
      store<u8>(out + usize(index), u8(min(sum >> PRECISION_BITS, 255)));
    }
  }
}

/** The first four sums as bytes. */
// @ts-ignore: decorator
@inline
function narrow(sum: v128): u32 {
  const words = i32x4.shr_s(sum, PRECISION_BITS);
  return u32(i32x4.extract_lane(i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(words, words), i16x8.splat(0)), 0));
}
