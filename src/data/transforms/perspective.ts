import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import { mapSample } from '../simd/map-sample.ts';
import type { ImageSize, Sample } from '../sample.ts';
import { inHalves } from './in-halves.ts';

export type Point = readonly [x: number, y: number];
/** Top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

export function imageCorners({ height, width }: ImageSize): Corners {
  return [
    [0, 0],
    [width - 1, 0],
    [width - 1, height - 1],
    [0, height - 1],
  ];
}

/**
 * Moves the image's corners to `corners`, as torchvision's `perspective` does: image bilinear, mask nearest. Pixels
 * from outside are black, and `fill` in the mask.
 */
export function warpPerspective(sample: Sample, corners: Corners, fill = IGNORE_INDEX): Sample {
  const { height, width } = sample;
  const [a, b, c, d, e, f, ...denominator] = perspectiveCoefficients(corners, imageCorners(sample)) as Coefficients;
  const rows = inHalves([a, b, c, d, e, f], sample);
  const [g, h] = [Math.fround(denominator[0]), Math.fround(denominator[1])];
  return mapSample(sample, ({ routines }, { image, mask, imageOut, maskOut }) =>
    routines.perspective(image, mask, imageOut, maskOut, height, width, fill, ...rows, g, h),
  );
}

type Coefficients = [number, number, number, number, number, number, number, number];

/**
 * a..h of the map from `from` to `to`: x' = (a x + b y + c) / (g x + h y + 1), y' = (d x + e y + f) / (g x + h y + 1).
 */
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

/** Solves A x = b, given the rows of [A | b], by Gauss-Jordan elimination with partial pivoting. Changes `rows`. */
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
      if (row !== column && factor !== 0)
        rows[row] = rows[row]!.map((value, index) => value - factor * rows[column]![index]!);
    }
  }
  return rows.map((row) => row[rows.length]!);
}
