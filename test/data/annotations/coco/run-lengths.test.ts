import test from 'ava';
import { forEachPixel, parseRuns } from '../../../../src/data/annotations/coco/run-lengths.ts';
import { unpack } from '../../../helpers/data.ts';
import { cases, drawRuns } from './_fixture.ts';

cases.forEach(({ counts, pixels }, index) => {
  test(`compressed runs ${index}: the mask that pycocotools decodes`, (t) => {
    t.deepEqual(drawRuns(parseRuns(counts)), unpack(pixels));
  });
});

test('runs go down the columns, off first', (t) => {
  const pixels: number[] = [];
  forEachPixel([1, 3, 2], 2, 3, (pixel) => pixels.push(pixel));
  t.deepEqual(pixels, [3, 1, 4]);
});
