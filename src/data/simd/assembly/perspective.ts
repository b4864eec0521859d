import { linear, toPixels } from './grid';
import { sampleFour } from './sample-four';

/**
 * Moves image and mask as torchvision's `perspective`: the pixel at (x, y) comes from (a x + b y + c, d x + e y + f) /
 * (g x + h y + 1). a to f are divided by half the width and height already. Computed in float32, in torchvision's order
 * of operations, since the nearest pixel may depend on the last bit. The last vector of a row may reach into the next
 * row, which is written later.
 */
export function perspective(
  image: usize, mask: usize, imageOut: usize, maskOut: usize, height: i32, width: i32, fill: i32,
  a: f32, b: f32, c: f32, d: f32, e: f32, f: f32, g: f32, h: f32,
): void {
  const one = f32x4.splat(1);
  for (let row = 0; row < height; row++) {
    const y = f32x4.splat(f32(row) + 0.5);
    for (let column = 0; column < width; column += 4) {
      const x = f32x4.add(f32x4.splat(f32(column)), f32x4(0.5, 1.5, 2.5, 3.5));
      const divisor = linear(g, h, 1, x, y);
      const sourceX = toPixels(f32x4.sub(f32x4.div(linear(a, b, c, x, y), divisor), one), width);
      const sourceY = toPixels(f32x4.sub(f32x4.div(linear(d, e, f, x, y), divisor), one), height);
      const pixel = usize(row * width + column);
      sampleFour(image, mask, height, width, sourceX, sourceY, imageOut + pixel * 3, maskOut + pixel, fill);
    }
  }
}
