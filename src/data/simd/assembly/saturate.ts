import { addOnce, upperDigits } from './add-once';
import { grey, greyOfFour } from './grey';
import { blueOfFour, greenOfFour, interleave, redOfFour } from './pixels';

/** Blends each pixel with its luma: `ratio` of itself, `rest` of grey, as torchvision's `adjust_saturation`. */
export function saturate(source: usize, target: usize, pixels: i32, ratio: f32, rest: f32): void {
  const upper = upperDigits(rest);
  let pixel = 0;
  for (; pixel + 6 <= pixels; pixel += 4) {
    const four = v128.load(source + usize(pixel * 3));
    const luma = f32x4.convert_i32x4_s(greyOfFour(four));
    const light = f32x4.mul(f32x4.splat(upper), luma);
    const error = f32x4.mul(f32x4.splat(rest - upper), luma);
    const red = blend(redOfFour(four), ratio, light, error);
    const green = blend(greenOfFour(four), ratio, light, error);
    const blue = blend(blueOfFour(four), ratio, light, error);
    v128.store(target + usize(pixel * 3), interleave(red, green, blue));
  }
  for (; pixel < pixels; pixel++) {
    const from = source + usize(pixel * 3);
    const light = f64(rest) * f64(grey(from));
    for (let channel: usize = 0; channel < 3; channel++) {
      const value = f32(f64(ratio * f32(load<u8>(from + channel))) + light);
      store<u8>(target + usize(pixel * 3) + channel, u8(max<f32>(0, min<f32>(255, value))));
    }
  }
}

// @ts-ignore: decorator
@inline
function blend(channel: v128, ratio: f32, light: v128, error: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(addOnce(f32x4.mul(f32x4.splat(ratio), channel), light, error));
}
