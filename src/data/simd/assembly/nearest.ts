import { pixelIndex, within } from './grid';

/** The labels nearest to four points, as bytes; those outside are `fill`. */
// @ts-ignore: decorator
@inline
export function nearestFour(mask: usize, height: i32, width: i32, x: v128, y: v128, fill: i32): u32 {
  // C's nearbyint rounds halves to even.
  const column = f32x4.nearest(x);
  const row = f32x4.nearest(y);
  const inside = v128.and(within(column, 0, width), within(row, 0, height));
  // Points outside read the first label, which is replaced below.
  const index = v128.and(inside, pixelIndex(column, row, width));
  let labels = v128.load8_lane(mask + usize(i32x4.extract_lane(index, 0)), i32x4.splat(0), 0);
  labels = v128.load8_lane(mask + usize(i32x4.extract_lane(index, 1)), labels, 4);
  labels = v128.load8_lane(mask + usize(i32x4.extract_lane(index, 2)), labels, 8);
  labels = v128.load8_lane(mask + usize(i32x4.extract_lane(index, 3)), labels, 12);
  const known = v128.bitselect(labels, i32x4.splat(fill), inside);
  return i32x4.extract_lane(v128.shuffle<u8>(known, known, 0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0);
}
