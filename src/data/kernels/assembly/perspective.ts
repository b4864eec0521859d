import { linear, toPixels } from './grid';
import { sampleAt } from './sample-at';

/**
 * Moves image and mask as torchvision's `perspective`: pixel (x, y) comes from (a x + b y + c, d x + e y + f) / (g x + h y + 1).
 * a to f are already divided by half the width and height. float32 in torchvision's order of operations: nearest pixels
 * depend on the last bit.
 */
export function perspective(
  image: usize, mask: usize, imageOut: usize, maskOut: usize, height: i32, width: i32,
  a: f32, b: f32, c: f32, d: f32, e: f32, f: f32, g: f32, h: f32,
): void {
  for (let row = 0, pixel: usize = 0; row < height; row++) {
    const y = f32(row) + 0.5;
    for (let column = 0; column < width; column++, pixel++) {
      const x = f32(column) + 0.5;
      const divisor = linear(g, h, 1, x, y);
      const sourceX = toPixels(linear(a, b, c, x, y) / divisor - 1, width);
      const sourceY = toPixels(linear(d, e, f, x, y) / divisor - 1, height);
      sampleAt(image, mask, height, width, sourceX, sourceY, imageOut + pixel * 3, maskOut + pixel);
    }
  }
}
