import { addOnce } from './add-once';

/**
 * ratio * value + shift of each byte, truncated and clamped. All is float32, but the sum is rounded only once:
 * otherwise results of torchvision's `adjust_contrast` next to a whole number would be truncated to another level. The
 * last vector may reach over the end.
 */
export function scaleAndShift(source: usize, target: usize, length: i32, ratio: f32, shift: f64): void {
  const factor = f32x4.splat(ratio);
  const offset = f32x4.splat(f32(shift));
  const rest = f32x4.splat(f32(shift - f64(f32(shift))));
  for (let index: usize = 0; index < usize(length); index += 16) {
    const bytes = v128.load(source + index);
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    const first = i16x8.narrow_i32x4_s(
      levels(i32x4.extend_low_i16x8_u(low), factor, offset, rest),
      levels(i32x4.extend_high_i16x8_u(low), factor, offset, rest),
    );
    const second = i16x8.narrow_i32x4_s(
      levels(i32x4.extend_low_i16x8_u(high), factor, offset, rest),
      levels(i32x4.extend_high_i16x8_u(high), factor, offset, rest),
    );
    v128.store(target + index, i8x16.narrow_i16x8_u(first, second));
  }
}

// @ts-ignore: decorator
@inline
function levels(values: v128, factor: v128, offset: v128, rest: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(addOnce(f32x4.mul(f32x4.convert_i32x4_s(values), factor), offset, rest));
}

/** ratio * value of each byte in float32, truncated and clamped. The last vector may reach over the end. */
export function scale(source: usize, target: usize, length: i32, ratio: f32): void {
  const factor = f32x4.splat(ratio);
  for (let index: usize = 0; index < usize(length); index += 16) {
    const bytes = v128.load(source + index);
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    const first = i16x8.narrow_i32x4_s(
      scaled(i32x4.extend_low_i16x8_u(low), factor),
      scaled(i32x4.extend_high_i16x8_u(low), factor),
    );
    const second = i16x8.narrow_i32x4_s(
      scaled(i32x4.extend_low_i16x8_u(high), factor),
      scaled(i32x4.extend_high_i16x8_u(high), factor),
    );
    v128.store(target + index, i8x16.narrow_i16x8_u(first, second));
  }
}

// @ts-ignore: decorator
@inline
function scaled(values: v128, factor: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.mul(f32x4.convert_i32x4_s(values), factor));
}
