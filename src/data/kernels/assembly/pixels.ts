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
  return f32x4.convert_i32x4_s(v128.shuffle<u8>(pixels, i32x4.splat(0), 0, 16, 16, 16, 3, 16, 16, 16, 6, 16, 16, 16, 9, 16, 16, 16));
}

// @ts-ignore: decorator
@inline
export function greenOfFour(pixels: v128): v128 {
  return f32x4.convert_i32x4_s(v128.shuffle<u8>(pixels, i32x4.splat(0), 1, 16, 16, 16, 4, 16, 16, 16, 7, 16, 16, 16, 10, 16, 16, 16));
}

// @ts-ignore: decorator
@inline
export function blueOfFour(pixels: v128): v128 {
  return f32x4.convert_i32x4_s(v128.shuffle<u8>(pixels, i32x4.splat(0), 2, 16, 16, 16, 5, 16, 16, 16, 8, 16, 16, 16, 11, 16, 16, 16));
}
