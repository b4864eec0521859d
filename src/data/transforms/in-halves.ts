import type { ImageSize } from '../sample.ts';

/** a..f of x' = a x + b y + c, y' = d x + e y + f, or of the numerators of a perspective map. */
export type MapRows = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/**
 * The rows of a map, rounded to float32, in halves of the image's width and height: so does torchvision before
 * `grid_sample`, and pixels between two others round as they do there.
 */
export function inHalves(rows: MapRows, { height, width }: ImageSize): MapRows {
  const [a, b, c, d, e, f] = rows.map(Math.fround) as [...MapRows];
  const [halfWidth, halfHeight] = [Math.fround(0.5 * width), Math.fround(0.5 * height)];
  return [a / halfWidth, b / halfWidth, c / halfWidth, d / halfHeight, e / halfHeight, f / halfHeight];
}
