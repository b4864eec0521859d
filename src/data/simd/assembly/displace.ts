import { sampleFour } from './sample-four';

/**
 * Moves image and mask by float32 fields of shifts in pixels: the pixel at (x, y) comes from (x + dx, y + dy). Pixels
 * from outside are black and get the label `fill`. The last vector of a row may reach into the next row, which is
 * written later.
 */
export function displace(
  image: usize, mask: usize, imageOut: usize, maskOut: usize, height: i32, width: i32, fill: i32, dx: usize, dy: usize,
): void {
  for (let row = 0; row < height; row++) {
    const top = f32x4.splat(f32(row));
    for (let column = 0; column < width; column += 4) {
      const pixel = usize(row * width + column);
      const x = f32x4.add(f32x4.add(f32x4.splat(f32(column)), f32x4(0, 1, 2, 3)), v128.load(dx + pixel * 4));
      const y = f32x4.add(top, v128.load(dy + pixel * 4));
      sampleFour(image, mask, height, width, x, y, imageOut + pixel * 3, maskOut + pixel, fill);
    }
  }
}
