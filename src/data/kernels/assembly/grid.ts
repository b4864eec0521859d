/** a x + b y + c in float32, rounded after each operation as PyTorch's matrix product. */
// @ts-ignore: decorator
@inline
export function linear(a: f32, b: f32, c: f32, x: f32, y: f32): f32 {
  return a * x + b * y + c;
}

/** From -1..1 over the whole image to pixels, as `grid_sample` without aligned corners. */
// @ts-ignore: decorator
@inline
export function toPixels(position: f32, length: i32): f32 {
  return ((position + 1) * f32(length) - 1) / 2;
}
