import { loadPixel } from './pixels';

const IGNORED: u8 = 255;

/**
 * Takes one pixel of image and mask at (x, y) in input pixels, 0 being the centre of the first: bilinear and nearest as
 * PyTorch's `grid_sample` without aligned corners. What lies outside is black and ignored.
 */
// @ts-ignore: decorator
@inline
export function sampleAt(image: usize, mask: usize, height: i32, width: i32, x: f32, y: f32, imageOut: usize, maskOut: usize): void {
  // C's nearbyint rounds halves to even.
  const column = nearest<f32>(x);
  const row = nearest<f32>(y);
  const inMask = column >= 0 && column < f32(width) && row >= 0 && row < f32(height);
  store<u8>(maskOut, inMask ? load<u8>(mask + usize(i32(row) * width + i32(column))) : IGNORED);

  const left = floor<f32>(x);
  const top = floor<f32>(y);
  const right = x - left;
  const down = y - top;
  if (left >= 0 && top >= 0 && left < f32(width - 1) && top < f32(height - 1)) {
    const first = image + usize((i32(top) * width + i32(left)) * 3);
    const second = first + usize(width * 3);
    const upper = f32x4.add(
      f32x4.mul(loadPixel(first), f32x4.splat((1 - right) * (1 - down))),
      f32x4.mul(loadPixel(first + 3), f32x4.splat(right * (1 - down))),
    );
    const lower = f32x4.add(
      f32x4.mul(loadPixel(second), f32x4.splat((1 - right) * down)),
      f32x4.mul(loadPixel(second + 3), f32x4.splat(right * down)),
    );
    storePixel(imageOut, f32x4.add(upper, lower));
  } else if (left >= -1 && top >= -1 && left < f32(width) && top < f32(height)) {
    storePixel(imageOut, atEdge(image, height, width, i32(left), i32(top), right, down));
  } else {
    storePixel(imageOut, f32x4.splat(0));
  }
}

/** Corners outside count as zero, and what is inside is weighed once more by its share, as torchvision does to blend in the fill. */
function atEdge(image: usize, height: i32, width: i32, left: i32, top: i32, right: f32, down: f32): v128 {
  let sum = f32x4.splat(0);
  let share: f32 = 0;
  for (let corner = 0; corner < 4; corner++) {
    const column = left + (corner & 1);
    const row = top + (corner >> 1);
    if (column < 0 || row < 0 || column >= width || row >= height) continue;
    const weight = ((corner & 1) !== 0 ? right : 1 - right) * ((corner >> 1) !== 0 ? down : 1 - down);
    share += weight;
    sum = f32x4.add(sum, f32x4.mul(loadPixel(image + usize((row * width + column) * 3)), f32x4.splat(weight)));
  }
  return f32x4.mul(sum, f32x4.splat(share));
}

/** Rounds halves to even, as torch.round. */
// @ts-ignore: decorator
@inline
function storePixel(to: usize, value: v128): void {
  const rounded = i32x4.trunc_sat_f32x4_s(f32x4.nearest(value));
  const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(rounded, rounded), i16x8.splat(0));
  store<u16>(to, u16(i16x8.extract_lane_u(bytes, 0)));
  store<u8>(to, i8x16.extract_lane_u(bytes, 2), 2);
}
