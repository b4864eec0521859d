/** a x + b y + c of four points in float32, rounded after each operation, as in PyTorch's matrix product. */
// @ts-ignore: decorator
@inline
export function linear(a: f32, b: f32, c: f32, x: v128, y: v128): v128 {
  const sum = f32x4.add(f32x4.mul(f32x4.splat(a), x), f32x4.mul(f32x4.splat(b), y));
  return f32x4.add(sum, f32x4.splat(c));
}

/** Converts -1..1 over the whole image to pixels, as `grid_sample` with `align_corners=False`. */
// @ts-ignore: decorator
@inline
export function toPixels(position: v128, length: i32): v128 {
  const scaled = f32x4.mul(f32x4.add(position, f32x4.splat(1)), f32x4.splat(f32(length)));
  return f32x4.mul(f32x4.sub(scaled, f32x4.splat(1)), f32x4.splat(0.5));
}

/** All ones where low <= value < high. */
// @ts-ignore: decorator
@inline
export function within(value: v128, low: i32, high: i32): v128 {
  return v128.and(f32x4.ge(value, f32x4.splat(f32(low))), f32x4.lt(value, f32x4.splat(f32(high))));
}

/** Row-major indices of these pixels. */
// @ts-ignore: decorator
@inline
export function pixelIndex(column: v128, row: v128, width: i32): v128 {
  return i32x4.add(i32x4.mul(i32x4.trunc_sat_f32x4_s(row), i32x4.splat(width)), i32x4.trunc_sat_f32x4_s(column));
}
