import { channelOfFour, multiplyAdd } from './pixels';

/** ITU-R 601 luma of four pixels as torchvision's `rgb_to_grayscale`, rounded down; float32. */
// @ts-ignore: decorator
@inline
export function greyOfFour(pixels: v128): v128 {
  const red = f32x4.mul(f32x4.splat(<f32>0.29890000820159912), f32x4.convert_i32x4_s(channelOfFour(pixels, 0)));
  const redGreen = multiplyAdd(0.58700001239776611, channelOfFour(pixels, 1), red);
  return f32x4.floor(multiplyAdd(0.11400000005960464, channelOfFour(pixels, 2), redGreen));
}

/** The same of one pixel. */
export function grey(pixel: usize): f32 {
  const red = <f32>0.29890000820159912 * f32(load<u8>(pixel));
  const redGreen = f32(f64(red) + 0.58700001239776611 * f64(load<u8>(pixel, 1)));
  return floor<f32>(f32(f64(redGreen) + 0.11400000005960464 * f64(load<u8>(pixel, 2))));
}

/** Mean of the luma of all pixels. */
export function greyMean(source: usize, pixels: i32): f64 {
  let sum = i32x4.splat(0);
  let pixel = 0;
  // Four pixels are read as 16 bytes, the last four of which belong to others.
  for (; pixel + 6 <= pixels; pixel += 4) sum = i32x4.add(sum, i32x4.trunc_sat_f32x4_s(greyOfFour(v128.load(source + usize(pixel * 3)))));
  let total = f64(i32x4.extract_lane(sum, 0)) + f64(i32x4.extract_lane(sum, 1)) + f64(i32x4.extract_lane(sum, 2)) + f64(i32x4.extract_lane(sum, 3));
  for (; pixel < pixels; pixel++) total += f64(grey(source + usize(pixel * 3)));
  return total / f64(pixels);
}

/** The luma in all three channels. */
export function grayscale(source: usize, target: usize, pixels: i32): void {
  let pixel = 0;
  for (; pixel + 6 <= pixels; pixel += 4) {
    const light = i32x4.trunc_sat_f32x4_s(greyOfFour(v128.load(source + usize(pixel * 3))));
    const spread = v128.swizzle(light, i8x16(0, 0, 0, 4, 4, 4, 8, 8, 8, 12, 12, 12, 16, 16, 16, 16));
    v128.store(target + usize(pixel * 3), spread);
  }
  for (; pixel < pixels; pixel++) {
    const light = u8(grey(source + usize(pixel * 3)));
    const to = target + usize(pixel * 3);
    store<u8>(to, light);
    store<u8>(to, light, 1);
    store<u8>(to, light, 2);
  }
}
