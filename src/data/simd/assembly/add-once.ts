/**
 * a + b + c in float32, rounded once, for a `c` that is small compared with `b`. If b + c is an exact product, this is
 * the result of a fused multiply-add. The rounding error of a + b (Knuth's TwoSum) is added together with c.
 */
// @ts-ignore: decorator
@inline
export function addOnce(a: v128, b: v128, c: v128): v128 {
  const sum = f32x4.add(a, b);
  const added = f32x4.sub(sum, a);
  const error = f32x4.add(f32x4.sub(a, f32x4.sub(sum, added)), f32x4.sub(b, added));
  return f32x4.add(sum, f32x4.add(error, c));
}

/** The upper half of a float32's digits: times a byte, it is exact. */
export function upperDigits(value: f32): f32 {
  return reinterpret<f32>(reinterpret<u32>(value) & 0xfffff000);
}
