import { linear, toPixels } from './grid';
import { sampleFour } from './sample-four';

/**
 * Moves image and mask as torchvision's `affine`: the pixel at (x, y), relative to the centre, comes from
 * (a x + b y + c, d x + e y + f). a to f are divided by half the width and height already. Computed in float32, in
 * torchvision's order of operations. The last vector of a row may reach into the next row, which is written later.
 */
export function affine(
  image: usize, mask: usize, imageOut: usize, maskOut: usize, height: i32, width: i32, fill: i32,
  a: f32, b: f32, c: f32, d: f32, e: f32, f: f32,
): void {
  const top = -f32(height - 1) / 2;
  const left = -f32(width - 1) / 2;
  for (let row = 0; row < height; row++) {
    const y = f32x4.splat(f32(row) + top);
    for (let column = 0; column < width; column += 4) {
      const x = f32x4.add(f32x4.splat(f32(column) + left), f32x4(0, 1, 2, 3));
      const sourceX = toPixels(linear(a, b, c, x, y), width);
      const sourceY = toPixels(linear(d, e, f, x, y), height);
      const pixel = usize(row * width + column);
      sampleFour(image, mask, height, width, sourceX, sourceY, imageOut + pixel * 3, maskOut + pixel, fill);
    }
  }
}
