/**
 * ITU-R 601 luma of four pixels, rounded down: (2989 r + 5870 g + 1140 b) / 10000, int32. torchvision's float32
 * `rgb_to_grayscale` differs for 3 of the 16.7 million colours.
 */
// @ts-ignore: decorator
@inline
export function greyOfFour(pixels: v128): v128 {
  const zero = i32x4.splat(0);
  const redGreen = v128.shuffle<u8>(pixels, zero, 0, 16, 1, 16, 3, 16, 4, 16, 6, 16, 7, 16, 9, 16, 10, 16);
  const blue = v128.shuffle<u8>(pixels, zero, 2, 16, 16, 16, 5, 16, 16, 16, 8, 16, 16, 16, 11, 16, 16, 16);
  const sum = i32x4.add(
    i32x4.dot_i16x8_s(redGreen, i16x8(2989, 5870, 2989, 5870, 2989, 5870, 2989, 5870)),
    i32x4.dot_i16x8_s(blue, i16x8.splat(1140)),
  );
  // A half is added, so that rounding of the quotient never crosses a whole number.
  const half = f32x4.add(f32x4.convert_i32x4_s(sum), f32x4.splat(0.5));
  return i32x4.trunc_sat_f32x4_s(f32x4.mul(half, f32x4.splat(0.0001)));
}

/** The same for one pixel. */
export function grey(pixel: usize): i32 {
  return (2989 * i32(load<u8>(pixel)) + 5870 * i32(load<u8>(pixel, 1)) + 1140 * i32(load<u8>(pixel, 2))) / 10000;
}

/** Mean of the luma of all pixels. */
export function greyMean(source: usize, pixels: i32): f64 {
  let sum = i32x4.splat(0);
  let pixel = 0;
  // Four pixels are read as 16 bytes, of which the last four belong to the following pixels.
  for (; pixel + 6 <= pixels; pixel += 4) sum = i32x4.add(sum, greyOfFour(v128.load(source + usize(pixel * 3))));
  let total = f64(i32x4.extract_lane(sum, 0)) + f64(i32x4.extract_lane(sum, 1));
  total += f64(i32x4.extract_lane(sum, 2)) + f64(i32x4.extract_lane(sum, 3));
  for (; pixel < pixels; pixel++) total += f64(grey(source + usize(pixel * 3)));
  return total / f64(pixels);
}

/** The luma in all three channels. */
export function grayscale(source: usize, target: usize, pixels: i32): void {
  let pixel = 0;
  for (; pixel + 6 <= pixels; pixel += 4) {
    const light = greyOfFour(v128.load(source + usize(pixel * 3)));
    const grey = v128.shuffle<u8>(light, light, 0, 0, 0, 4, 4, 4, 8, 8, 8, 12, 12, 12, 0, 0, 0, 0);
    v128.store(target + usize(pixel * 3), grey);
  }
  for (; pixel < pixels; pixel++) {
    const light = u8(grey(source + usize(pixel * 3)));
    const to = target + usize(pixel * 3);
    store<u8>(to, light);
    store<u8>(to, light, 1);
    store<u8>(to, light, 2);
  }
}
