/** The bytes at `address` to `address + 3` as float32, in the four lanes. Reads one byte more than a pixel has. */
// @ts-ignore: decorator
@inline
export function loadPixel(address: usize): v128 {
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(address))));
}

/** The first channel of four pixels of three bytes, as float32. */
// @ts-ignore: decorator
@inline
export function redOfFour(pixels: v128): v128 {
  const levels = v128.shuffle<u8>(pixels, i32x4.splat(0), 0, 16, 16, 16, 3, 16, 16, 16, 6, 16, 16, 16, 9, 16, 16, 16);
  return f32x4.convert_i32x4_s(levels);
}

// @ts-ignore: decorator
@inline
export function greenOfFour(pixels: v128): v128 {
  const levels = v128.shuffle<u8>(pixels, i32x4.splat(0), 1, 16, 16, 16, 4, 16, 16, 16, 7, 16, 16, 16, 10, 16, 16, 16);
  return f32x4.convert_i32x4_s(levels);
}

// @ts-ignore: decorator
@inline
export function blueOfFour(pixels: v128): v128 {
  const levels = v128.shuffle<u8>(pixels, i32x4.splat(0), 2, 16, 16, 16, 5, 16, 16, 16, 8, 16, 16, 16, 11, 16, 16, 16);
  return f32x4.convert_i32x4_s(levels);
}

/** Four pixels of three bytes from their channels as int32, clamped to bytes. */
// @ts-ignore: decorator
@inline
export function interleave(red: v128, green: v128, blue: v128): v128 {
  const planes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(red, green), i16x8.narrow_i32x4_s(blue, blue));
  return v128.shuffle<u8>(planes, planes, 0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11, 0, 0, 0, 0);
}
