import test from 'ava';
import fc from 'fast-check';
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

/** COCO's `rleToString`, to have something to read. */
function toText(counts: readonly number[]): string {
  let text = '';
  counts.forEach((count, index) => {
    let value = index > 2 ? count - counts[index - 2]! : count;
    for (let more = true; more;) {
      const bits = value & 0x1f;
      value >>= 5;
      more = bits & 0x10 ? value !== -1 : value !== 0;
      text += String.fromCharCode((more ? bits | 0x20 : bits) + 48);
    }
  });
  return text;
}

test('any run lengths are read back from their compressed text', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(2 ** 24), { maxLength: 20 }), (counts) =>
      t.deepEqual(parseRuns(toText(counts)), counts),
    ),
    { numRuns: 300 },
  );
});

test('every pixel is painted once if it is in an odd run, counted down the columns', (t) => {
  const side = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(side, side, fc.array(fc.nat(30), { maxLength: 10 }), (rows, columns, counts) => {
      const painted: number[] = [];
      forEachPixel(counts, rows, columns, (pixel) => painted.push(pixel));
      const runs = counts.flatMap((count, index) => new Array<number>(count).fill(index % 2)).slice(0, rows * columns);
      const expected = runs.flatMap((on, index) => (on ? [(index % rows) * columns + Math.floor(index / rows)] : []));
      t.deepEqual(painted, expected);
    }),
    { numRuns: 200 },
  );
});
