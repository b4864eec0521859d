import { blendAtEdge, blendFour } from './bilinear';
import { within } from './grid';
import { nearestFour } from './nearest';

/**
 * Samples image (bilinear) and mask (nearest) at four points, as PyTorch's `grid_sample` with `align_corners=False`. x
 * and y are in input pixels; 0 is the centre of the first. Points outside are black and get the label `fill`. Writes 16
 * bytes of the image.
 */
// @ts-ignore: decorator
@inline
export function sampleFour(
  image: usize, mask: usize, height: i32, width: i32, x: v128, y: v128, imageOut: usize, maskOut: usize, fill: i32,
): void {
  store<u32>(maskOut, nearestFour(mask, height, width, x, y, fill));
  const left = f32x4.floor(x);
  const top = f32x4.floor(y);
  if (i32x4.all_true(v128.and(within(left, 0, width - 1), within(top, 0, height - 1)))) {
    v128.store(imageOut, blendFour(image, width, x, y, left, top));
  } else if (v128.any_true(v128.and(within(left, -1, width), within(top, -1, height)))) {
    v128.store(imageOut, blendAtEdge(image, height, width, x, y, left, top));
  } else {
    v128.store(imageOut, i32x4.splat(0));
  }
}
