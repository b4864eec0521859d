/** The bytes at `address` to `address + 3` as float32, in the four lanes. Reads one byte more than a pixel has. */
// @ts-ignore: decorator
@inline
export function loadPixel(address: usize): v128 {
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(address))));
}

/** Four pixels of three bytes as one channel each: the byte at `offset` of every pixel, as int32. */
// @ts-ignore: decorator
@inline
export function channelOfFour(pixels: v128, offset: i32): v128 {
  const zero = i32x4.splat(0);
  if (offset === 0) return v128.shuffle<u8>(pixels, zero, 0, 16, 16, 16, 3, 16, 16, 16, 6, 16, 16, 16, 9, 16, 16, 16);
  if (offset === 1) return v128.shuffle<u8>(pixels, zero, 1, 16, 16, 16, 4, 16, 16, 16, 7, 16, 16, 16, 10, 16, 16, 16);
  return v128.shuffle<u8>(pixels, zero, 2, 16, 16, 16, 5, 16, 16, 16, 8, 16, 16, 16, 11, 16, 16, 16);
}

/** a * b + c as a fused multiply-add of float32 gives it: the product is not rounded. `b` is of int32. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: f64, b: v128, c: v128): v128 {
  const factor = f64x2.splat(a);
  const high = v128.shuffle<u32>(b, b, 2, 3, 2, 3);
  const highSum = v128.shuffle<u32>(c, c, 2, 3, 2, 3);
  const first = f64x2.add(f64x2.mul(factor, f64x2.convert_low_i32x4_s(b)), f64x2.promote_low_f32x4(c));
  const second = f64x2.add(f64x2.mul(factor, f64x2.convert_low_i32x4_s(high)), f64x2.promote_low_f32x4(highSum));
  return v128.shuffle<u32>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(second), 0, 1, 4, 5);
}
