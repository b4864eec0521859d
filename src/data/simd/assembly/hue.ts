import { blueOfFour, greenOfFour, interleave, redOfFour } from './pixels';

/**
 * Turns the hue of each pixel by `turn` of a full circle and adds to saturation and value, which are 0 to 1 and
 * clamped: to HSV and back in float32, in the order of operations of torchvision's `adjust_hue`. The last vector may
 * reach over the end.
 */
export function shiftHsv(
  source: usize, target: usize, pixels: i32, turn: f32, saturationShift: f32, valueShift: f32,
): void {
  const one = f32x4.splat(1);
  for (let pixel = 0; pixel < pixels; pixel += 4) {
    const bytes = v128.load(source + usize(pixel * 3));
    const red = unit(redOfFour(bytes));
    const green = unit(greenOfFour(bytes));
    const blue = unit(blueOfFour(bytes));
    const most = f32x4.max(red, f32x4.max(green, blue));
    const range = f32x4.sub(most, f32x4.min(red, f32x4.min(green, blue)));
    const isGrey = f32x4.eq(range, f32x4.splat(0));
    const saturation = f32x4.div(range, v128.bitselect(one, most, isGrey));
    const hue = hueOf(red, green, blue, most, v128.bitselect(one, range, isGrey));
    const turned = f32x4.add(hue, f32x4.splat(turn));
    const changed = toBytes(
      f32x4.sub(turned, f32x4.floor(turned)),
      shifted(saturation, saturationShift),
      shifted(most, valueShift),
    );
    v128.store(target + usize(pixel * 3), changed);
  }
}

// @ts-ignore: decorator
@inline
function shifted(value: v128, by: f32): v128 {
  return f32x4.min(f32x4.max(f32x4.add(value, f32x4.splat(by)), f32x4.splat(0)), f32x4.splat(1));
}

// @ts-ignore: decorator
@inline
function unit(levels: v128): v128 {
  return f32x4.mul(levels, f32x4.splat(1 / 255));
}

/** In [0, 1). */
// @ts-ignore: decorator
@inline
function hueOf(red: v128, green: v128, blue: v128, most: v128, range: v128): v128 {
  const fromRed = f32x4.div(f32x4.sub(most, red), range);
  const fromGreen = f32x4.div(f32x4.sub(most, green), range);
  const fromBlue = f32x4.div(f32x4.sub(most, blue), range);
  const ifRed = f32x4.sub(fromBlue, fromGreen);
  const ifGreen = f32x4.sub(f32x4.add(fromRed, f32x4.splat(2)), fromBlue);
  const ifBlue = f32x4.sub(f32x4.add(fromGreen, f32x4.splat(4)), fromRed);
  const sixths = v128.bitselect(ifRed, v128.bitselect(ifGreen, ifBlue, f32x4.eq(most, green)), f32x4.eq(most, red));
  const shifted = f32x4.add(f32x4.mul(sixths, f32x4.splat(1.0 / 6.0)), f32x4.splat(1));
  return f32x4.sub(shifted, f32x4.floor(shifted));
}

/** HSV of four pixels to RGB: 12 bytes. */
// @ts-ignore: decorator
@inline
function toBytes(hue: v128, saturation: v128, value: v128): v128 {
  const one = f32x4.splat(1);
  const sixths = f32x4.mul(hue, f32x4.splat(6));
  const whole = f32x4.floor(sixths);
  const part = f32x4.mul(saturation, f32x4.sub(sixths, whole));
  const rest = f32x4.sub(one, saturation);
  const low = level(f32x4.mul(rest, value));
  const rising = level(f32x4.mul(f32x4.add(part, rest), value));
  const falling = level(f32x4.mul(f32x4.sub(one, part), value));
  const high = level(value);
  // A turned hue may round to 1, which is in the first sixth again.
  const sixth = i32x4.trunc_sat_f32x4_s(whole);
  const isFirst = v128.or(i32x4.eq(sixth, i32x4.splat(0)), i32x4.eq(sixth, i32x4.splat(6)));
  const isSecond = i32x4.eq(sixth, i32x4.splat(1));
  const isThird = i32x4.eq(sixth, i32x4.splat(2));
  const isFourth = i32x4.eq(sixth, i32x4.splat(3));
  const isFifth = i32x4.eq(sixth, i32x4.splat(4));
  const isSixth = i32x4.eq(sixth, i32x4.splat(5));
  const red = choose(isSecond, falling, v128.or(isThird, isFourth), low, v128.bitselect(rising, high, isFifth));
  const green = choose(isFirst, rising, isFourth, falling, v128.bitselect(low, high, v128.or(isFifth, isSixth)));
  const blue = choose(isThird, rising, isSixth, falling, v128.bitselect(low, high, v128.or(isFirst, isSecond)));
  return interleave(red, green, blue);
}

/** `first` or `second` where their conditions hold, else `other`. */
// @ts-ignore: decorator
@inline
function choose(isFirst: v128, first: v128, isSecond: v128, second: v128, other: v128): v128 {
  return v128.bitselect(first, v128.bitselect(second, other, isSecond), isFirst);
}

/** torchvision's float to uint8: clamped, times 255.999, truncated. */
// @ts-ignore: decorator
@inline
function level(value: v128): v128 {
  const clamped = f32x4.min(f32x4.max(value, f32x4.splat(0)), f32x4.splat(1));
  return i32x4.trunc_sat_f32x4_s(f32x4.mul(clamped, f32x4.splat(255.999)));
}
