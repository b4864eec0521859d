import { pixelIndex } from './grid';
import { loadPixel } from './pixels';

// Values of four points, stored to be read one by one: float32 shares of their neighbours, and an int32 offset.
const topLeft = memory.data(16, 16);
const topRight = memory.data(16, 16);
const bottomLeft = memory.data(16, 16);
const bottomRight = memory.data(16, 16);
const offset = memory.data(16, 16);

/**
 * Blends the neighbours of four points, which are all inside: 12 bytes. `left` and `top` are `x` and `y` rounded down.
 */
// @ts-ignore: decorator
@inline
export function blendFour(image: usize, width: i32, x: v128, y: v128, left: v128, top: v128): v128 {
  storeShares(x, y, left, top);
  v128.store(offset, i32x4.mul(pixelIndex(left, top, width), i32x4.splat(3)));
  const rowLength = usize(width * 3);
  return toBytes(
    blend(image, rowLength, 0),
    blend(image, rowLength, 4),
    blend(image, rowLength, 8),
    blend(image, rowLength, 12),
  );
}

/** The same for points of which some neighbours are outside. */
// @ts-ignore: decorator
@inline
export function blendAtEdge(image: usize, height: i32, width: i32, x: v128, y: v128, left: v128, top: v128): v128 {
  storeShares(x, y, left, top);
  const column = i32x4.trunc_sat_f32x4_s(left);
  const row = i32x4.trunc_sat_f32x4_s(top);
  return toBytes(
    blendInside(image, height, width, i32x4.extract_lane(column, 0), i32x4.extract_lane(row, 0), 0),
    blendInside(image, height, width, i32x4.extract_lane(column, 1), i32x4.extract_lane(row, 1), 4),
    blendInside(image, height, width, i32x4.extract_lane(column, 2), i32x4.extract_lane(row, 2), 8),
    blendInside(image, height, width, i32x4.extract_lane(column, 3), i32x4.extract_lane(row, 3), 12),
  );
}

// @ts-ignore: decorator
@inline
function storeShares(x: v128, y: v128, left: v128, top: v128): void {
  const right = f32x4.sub(x, left);
  const down = f32x4.sub(y, top);
  const notRight = f32x4.sub(f32x4.splat(1), right);
  const notDown = f32x4.sub(f32x4.splat(1), down);
  v128.store(topLeft, f32x4.mul(notRight, notDown));
  v128.store(topRight, f32x4.mul(right, notDown));
  v128.store(bottomLeft, f32x4.mul(notRight, down));
  v128.store(bottomRight, f32x4.mul(right, down));
}

/** `point` is four times its number. */
// @ts-ignore: decorator
@inline
function blend(image: usize, rowLength: usize, point: usize): v128 {
  const upper = image + load<u32>(offset + point);
  const lower = upper + rowLength;
  return f32x4.add(
    f32x4.add(weigh(upper, topLeft + point), weigh(upper + 3, topRight + point)),
    f32x4.add(weigh(lower, bottomLeft + point), weigh(lower + 3, bottomRight + point)),
  );
}

/**
 * Neighbours outside count as zero. The sum is multiplied by the share inside again, as torchvision does to blend in
 * the fill.
 */
function blendInside(image: usize, height: i32, width: i32, column: i32, row: i32, point: usize): v128 {
  const isLeft = column >= 0 && column < width;
  const isRight = column >= -1 && column < width - 1;
  const isTop = row >= 0 && row < height;
  const isBottom = row >= -1 && row < height - 1;
  const upper = image + usize((row * width + column) * 3);
  const lower = upper + usize(width * 3);
  let sum = f32x4.splat(0);
  let share: f32 = 0;
  if (isTop && isLeft) {
    sum = weigh(upper, topLeft + point);
    share = load<f32>(topLeft + point);
  }
  if (isTop && isRight) {
    sum = f32x4.add(sum, weigh(upper + 3, topRight + point));
    share += load<f32>(topRight + point);
  }
  if (isBottom && isLeft) {
    sum = f32x4.add(sum, weigh(lower, bottomLeft + point));
    share += load<f32>(bottomLeft + point);
  }
  if (isBottom && isRight) {
    sum = f32x4.add(sum, weigh(lower + 3, bottomRight + point));
    share += load<f32>(bottomRight + point);
  }
  return f32x4.mul(sum, f32x4.splat(share));
}

// @ts-ignore: decorator
@inline
function weigh(pixel: usize, share: usize): v128 {
  return f32x4.mul(loadPixel(pixel), v128.load32_splat(share));
}

/** Rounds halves to even, as torch.round. */
// @ts-ignore: decorator
@inline
function toBytes(first: v128, second: v128, third: v128, fourth: v128): v128 {
  const low = i16x8.narrow_i32x4_s(rounded(first), rounded(second));
  const high = i16x8.narrow_i32x4_s(rounded(third), rounded(fourth));
  const bytes = i8x16.narrow_i16x8_u(low, high);
  return v128.shuffle<u8>(bytes, bytes, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0, 0, 0, 0);
}

// @ts-ignore: decorator
@inline
function rounded(value: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(value));
}
