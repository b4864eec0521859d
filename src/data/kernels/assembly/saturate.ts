import { grey, greyOfFour } from './grey';
import { channelOfFour } from './pixels';

/** Blends each pixel with its luma: `ratio` of itself, `rest` of grey, as torchvision's `adjust_saturation`. */
export function saturate(source: usize, target: usize, pixels: i32, ratio: f32, rest: f64): void {
  let pixel = 0;
  for (; pixel + 6 <= pixels; pixel += 4) {
    const four = v128.load(source + usize(pixel * 3));
    const light = greyOfFour(four);
    const low = f64x2.mul(f64x2.splat(rest), f64x2.promote_low_f32x4(light));
    const high = f64x2.mul(f64x2.splat(rest), f64x2.promote_low_f32x4(v128.shuffle<u32>(light, light, 2, 3, 2, 3)));
    const red = blend(channelOfFour(four, 0), ratio, low, high);
    const green = blend(channelOfFour(four, 1), ratio, low, high);
    const blue = blend(channelOfFour(four, 2), ratio, low, high);
    const redGreen = v128.shuffle<u8>(red, green, 0, 16, 0, 4, 20, 0, 8, 24, 0, 12, 28, 0, 0, 0, 0, 0);
    v128.store(target + usize(pixel * 3), v128.shuffle<u8>(redGreen, blue, 0, 1, 16, 3, 4, 20, 6, 7, 24, 9, 10, 28, 0, 0, 0, 0));
  }
  for (; pixel < pixels; pixel++) {
    const from = source + usize(pixel * 3);
    const light = rest * f64(grey(from));
    for (let channel: usize = 0; channel < 3; channel++) {
      const value = f32(f64(ratio * f32(load<u8>(from + channel))) + light);
      store<u8>(target + usize(pixel * 3) + channel, u8(max<f32>(0, min<f32>(255, value))));
    }
  }
}

/** ratio * channel + light, clamped and truncated; the light is added before it is rounded. Int32. */
// @ts-ignore: decorator
@inline
function blend(channel: v128, ratio: f32, lowLight: v128, highLight: v128): v128 {
  const own = f32x4.mul(f32x4.splat(ratio), f32x4.convert_i32x4_s(channel));
  const low = f32x4.demote_f64x2_zero(f64x2.add(f64x2.promote_low_f32x4(own), lowLight));
  const high = f32x4.demote_f64x2_zero(f64x2.add(f64x2.promote_low_f32x4(v128.shuffle<u32>(own, own, 2, 3, 2, 3)), highLight));
  const value = v128.shuffle<u32>(low, high, 0, 1, 4, 5);
  return i32x4.trunc_sat_f32x4_s(f32x4.max(f32x4.splat(0), f32x4.min(f32x4.splat(255), value)));
}
