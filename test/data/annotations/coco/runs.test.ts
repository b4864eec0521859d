import test from 'ava';
import { forEachPixel, parseRuns, polygonRuns } from '../../../../src/data/annotations/coco/runs.ts';
import { readFixture, unpack } from '../../../helpers/data.ts';

interface CocoFixture {
  height: number;
  width: number;
  cases: { polygon: number[]; counts: string; pixels: string }[];
}
const { height, width, cases } = await readFixture<CocoFixture>('data/coco.json');

function draw(counts: Iterable<number>): Uint8Array {
  const mask = new Uint8Array(height * width);
  forEachPixel(counts, height, width, (pixel) => (mask[pixel] = 1));
  return mask;
}

cases.forEach(({ polygon, counts, pixels }, index) => {
  test(`polygon ${index}: the mask that pycocotools draws`, (t) => {
    t.deepEqual(draw(polygonRuns(polygon, height, width)), unpack(pixels));
  });
  test(`compressed runs ${index}: the mask that pycocotools decodes`, (t) => {
    t.deepEqual(draw(parseRuns(counts)), unpack(pixels));
  });
});

test('runs go down the columns, off first', (t) => {
  const pixels: number[] = [];
  forEachPixel([1, 3, 2], 2, 3, (pixel) => pixels.push(pixel));
  t.deepEqual(pixels, [3, 1, 4]);
});
