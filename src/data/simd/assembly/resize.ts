// Pillow's resampling of 8-bit images: weights are integers scaled by 2^22, sums are rounded to 8 bits after each pass.
// One instruction multiplies 16-bit numbers of two source pixels, so a weight is given as two numbers of 11 bits.
const PRECISION_BITS = 22;
const UPPER_BITS = 11;
const HALF: i32 = 1 << (PRECISION_BITS - 1);

// Output `o` is made from `pairs[o]` pairs of source pixels, from `starts[o]` on. Its weights begin at `weights[o *
// stride]`: for each pair, an int32 with the upper bits of both weights, then one with the lower bits, as two int16
// each. @ts-ignore: decorator
@inline
function at(array: usize, index: i32): i32 {
  return load<i32>(array + usize(index * 4));
}

// @ts-ignore: decorator
@inline
function combine(upper: v128, lower: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.add(i32x4.shl(upper, UPPER_BITS), lower), i32x4.splat(HALF)), PRECISION_BITS);
}

/** The horizontal pass over rows of RGB pixels: `rows` rows of `width` pixels to `outWidth` pixels. */
export function filterColumns(
  source: usize, rows: i32, width: i32, target: usize, outWidth: i32, starts: usize, pairs: usize, weights: usize,
  stride: i32,
): void {
  for (let row = 0, out = target; row < rows; row++) {
    const start = source + usize(row * width * 3);
    for (let column = 0; column < outWidth; column++, out += 3) {
      let pixels = start + usize(at(starts, column) * 3);
      let weight = weights + usize(column * stride * 4);
      let upper = i32x4.splat(0);
      let lower = i32x4.splat(0);
      for (const end = weight + usize(at(pairs, column) * 8); weight < end; weight += 8, pixels += 6) {
        const bytes = v128.load64_zero(pixels);
        const pairsOfBytes = v128.shuffle<u8>(bytes, bytes, 0, 3, 1, 4, 2, 5, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8);
        const values = i16x8.extend_low_i8x16_u(pairsOfBytes);
        upper = i32x4.add(upper, i32x4.dot_i16x8_s(values, v128.load32_splat(weight)));
        lower = i32x4.add(lower, i32x4.dot_i16x8_s(values, v128.load32_splat(weight, 4)));
      }
      const words = combine(upper, lower);
      const halves = i16x8.narrow_i32x4_s(words, words);
      const bytes = u32(i32x4.extract_lane(i8x16.narrow_i16x8_u(halves, i16x8.splat(0)), 0));
      store<u16>(out, u16(bytes));
      store<u8>(out, u8(bytes >> 16), 2);
    }
  }
}

/**
 * The vertical pass: `outRows` rows of `length` bytes. The last vector of a row may reach into the next row, which is
 * written later.
 */
export function filterRows(
  source: usize, length: i32, target: usize, outRows: i32, starts: usize, pairs: usize, weights: usize, stride: i32,
): void {
  for (let row = 0; row < outRows; row++) {
    const from = source + usize(at(starts, row) * length);
    const taps = weights + usize(row * stride * 4);
    const end = taps + usize(at(pairs, row) * 8);
    for (let index = 0; index < length; index += 8) {
      let upperLow = i32x4.splat(0);
      let upperHigh = i32x4.splat(0);
      let lowerLow = i32x4.splat(0);
      let lowerHigh = i32x4.splat(0);
      for (let weight = taps, line = from + usize(index); weight < end; weight += 8, line += usize(2 * length)) {
        const first = v128.load64_zero(line);
        const second = v128.load64_zero(line + usize(length));
        const both = v128.shuffle<u8>(first, second, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        const low = i16x8.extend_low_i8x16_u(both);
        const high = i16x8.extend_high_i8x16_u(both);
        const upper = v128.load32_splat(weight);
        const lower = v128.load32_splat(weight, 4);
        upperLow = i32x4.add(upperLow, i32x4.dot_i16x8_s(low, upper));
        upperHigh = i32x4.add(upperHigh, i32x4.dot_i16x8_s(high, upper));
        lowerLow = i32x4.add(lowerLow, i32x4.dot_i16x8_s(low, lower));
        lowerHigh = i32x4.add(lowerHigh, i32x4.dot_i16x8_s(high, lower));
      }
      const words = i16x8.narrow_i32x4_s(combine(upperLow, lowerLow), combine(upperHigh, lowerHigh));
      v128.store64_lane(target + usize(row * length + index), i8x16.narrow_i16x8_u(words, words), 0);
    }
  }
}
