import type { ImageSize } from './sample.ts';
import { linear, toPixels, type SamplingGrid } from './sampling-grid.ts';

export type Point = readonly [x: number, y: number];
/** Top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

const { fround } = Math;

export function imageCorners({ height, width }: ImageSize): Corners {
  return [[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]];
}

/**
 * Where torchvision's `perspective` takes each pixel from when the image's corners move to `corners`.
 * float32 in torchvision's order of operations: nearest pixels depend on the last bit.
 */
export function perspectiveGrid(size: ImageSize, corners: Corners): SamplingGrid {
  const { height, width } = size;
  const [a, b, c, d, e, f, g, h] = perspectiveCoefficients(corners, imageCorners(size)).map(fround) as Coefficients;
  const [halfWidth, halfHeight] = [fround(0.5 * width), fround(0.5 * height)];
  const [ax, bx, cx] = [fround(a / halfWidth), fround(b / halfWidth), fround(c / halfWidth)];
  const [ay, by, cy] = [fround(d / halfHeight), fround(e / halfHeight), fround(f / halfHeight)];
  const xs = new Float32Array(height * width);
  const ys = new Float32Array(height * width);
  for (let row = 0, pixel = 0; row < height; row++) {
    const y = row + 0.5;
    for (let column = 0; column < width; column++, pixel++) {
      const x = column + 0.5;
      const divisor = linear(g, h, 1, x, y);
      xs[pixel] = toPixels(fround(fround(linear(ax, bx, cx, x, y) / divisor) - 1), width);
      ys[pixel] = toPixels(fround(fround(linear(ay, by, cy, x, y) / divisor) - 1), height);
    }
  }
  return { height, width, xs, ys };
}

type Coefficients = [number, number, number, number, number, number, number, number];

/** a..h of x' = (a x + b y + c) / (g x + h y + 1), y' = (d x + e y + f) / (g x + h y + 1), which takes `from` to `to`. */
function perspectiveCoefficients(from: Corners, to: Corners): number[] {
  const rows = from.flatMap(([x, y], corner) => {
    const [u, v] = to[corner]!;
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  return solve(rows);
}

/** Gauss-Jordan elimination with partial pivoting of [A | b]. Changes `rows`. */
function solve(rows: number[][]): number[] {
  for (let column = 0; column < rows.length; column++) {
    let pivot = column;
    for (let row = column + 1; row < rows.length; row++) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const divisor = rows[column]![column]!;
    rows[column] = rows[column]!.map((value) => value / divisor);
    for (let row = 0; row < rows.length; row++) {
      const factor = rows[row]![column]!;
      if (row !== column && factor !== 0) rows[row] = rows[row]!.map((value, index) => value - factor * rows[column]![index]!);
    }
  }
  return rows.map((row) => row[rows.length]!);
}
