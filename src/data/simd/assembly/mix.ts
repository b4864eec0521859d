/** ratio * first + (1 - ratio) * second of each byte, rounded. The last vector may reach over the end. */
export function blend(first: usize, second: usize, target: usize, length: i32, ratio: f32): void {
  const share = f32x4.splat(ratio);
  const rest = f32x4.splat(1 - ratio);
  for (let index: usize = 0; index < usize(length); index += 8) {
    const a = i16x8.extend_low_i8x16_u(v128.load64_zero(first + index));
    const b = i16x8.extend_low_i8x16_u(v128.load64_zero(second + index));
    const low = blended(i32x4.extend_low_i16x8_u(a), i32x4.extend_low_i16x8_u(b), share, rest);
    const high = blended(i32x4.extend_high_i16x8_u(a), i32x4.extend_high_i16x8_u(b), share, rest);
    const words = i16x8.narrow_i32x4_s(low, high);
    v128.store64_lane(target + index, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

// @ts-ignore: decorator
@inline
function blended(a: v128, b: v128, share: v128, rest: v128): v128 {
  const sum = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(a), share), f32x4.mul(f32x4.convert_i32x4_s(b), rest));
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(sum));
}

/** Copies `length` bytes from the same place in each of `rows` rows of `rowLength` bytes. */
export function paste(source: usize, target: usize, rowLength: i32, top: i32, left: i32, rows: i32, length: i32): void {
  for (let row = top; row < top + rows; row++) {
    const start = usize(row * rowLength + left);
    memory.copy(target + start, source + start, usize(length));
  }
}
