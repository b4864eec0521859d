import type { ImageSize } from './sample.ts';
import { linear, toPixels, type SamplingGrid } from './sampling-grid.ts';

/** A map of the plane around the image's centre, as torchvision's `affine`. */
export interface AffineMap {
  /** Degrees, clockwise. */
  readonly angle: number;
  /** Pixels to the right and down. */
  readonly translate: readonly [x: number, y: number];
  readonly scale: number;
  /** Degrees along x and y. */
  readonly shear: readonly [x: number, y: number];
}

const { fround } = Math;

/** Where torchvision's `affine` takes each pixel from; float32 in its order of operations. */
export function affineGrid({ height, width }: ImageSize, map: AffineMap): SamplingGrid {
  const [halfWidth, halfHeight] = [fround(0.5 * width), fround(0.5 * height)];
  const [a, b, c, d, e, f] = inverseMatrix(map).map(fround) as [number, number, number, number, number, number];
  const [ax, bx, cx] = [fround(a / halfWidth), fround(b / halfWidth), fround(c / halfWidth)];
  const [ay, by, cy] = [fround(d / halfHeight), fround(e / halfHeight), fround(f / halfHeight)];
  const xs = new Float32Array(height * width);
  const ys = new Float32Array(height * width);
  for (let row = 0, pixel = 0; row < height; row++) {
    const y = row + (1 - height) / 2;
    for (let column = 0; column < width; column++, pixel++) {
      const x = column + (1 - width) / 2;
      xs[pixel] = toPixels(linear(ax, bx, cx, x, y), width);
      ys[pixel] = toPixels(linear(ay, by, cy, x, y), height);
    }
  }
  return { height, width, xs, ys };
}

/** From output to input: torchvision's `_get_inverse_affine_matrix` with the centre at the origin. */
function inverseMatrix({ angle, translate, scale, shear }: AffineMap): number[] {
  const [rotation, shearX, shearY] = [angle, ...shear].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number];
  const a = Math.cos(rotation - shearY) / Math.cos(shearY);
  const b = (-Math.cos(rotation - shearY) * Math.tan(shearX)) / Math.cos(shearY) - Math.sin(rotation);
  const c = Math.sin(rotation - shearY) / Math.cos(shearY);
  const d = (-Math.sin(rotation - shearY) * Math.tan(shearX)) / Math.cos(shearY) + Math.cos(rotation);
  const [m0, m1, m3, m4] = [d / scale, -b / scale, -c / scale, a / scale];
  const [x, y] = translate;
  return [m0, m1, -m0 * x - m1 * y, m3, m4, -m3 * x - m4 * y];
}
