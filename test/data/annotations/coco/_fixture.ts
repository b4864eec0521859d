import { forEachPixel } from '../../../../src/data/annotations/coco/run-lengths.ts';
import { readFixture } from '../../../helpers/data.ts';

interface CocoFixture {
  readonly height: number;
  readonly width: number;
  readonly cases: readonly { readonly polygon: number[]; readonly counts: string; readonly pixels: string }[];
}

/** Polygons, and what pycocotools makes of them: compressed runs, and the mask's pixels in base64. */
export const { height, width, cases } = await readFixture<CocoFixture>('data/coco.json');

export function drawRuns(counts: Iterable<number>): Uint8Array {
  const mask = new Uint8Array(height * width);
  forEachPixel(counts, height, width, (pixel) => (mask[pixel] = 1));
  return mask;
}
