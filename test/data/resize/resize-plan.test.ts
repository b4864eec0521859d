import test from 'ava';
import fc from 'fast-check';
import { coverAndCrop, stretchTo } from '../../../src/data/resize/resize-plan.ts';

const corners = [
  [225, 0],
  [226, 1],
  [227, 2],
  [228, 2],
  [229, 2],
  [231, 4],
] as const;
for (const [width, left] of corners) {
  test(`the centre crop of 224 from a width of ${width} starts at ${left}, as Python rounds`, (t) => {
    t.is(coverAndCrop({ height: 224, width }, { height: 224, width: 224 }).window.left, left);
  });
}

test('the longer side is truncated as torchvision does: 375 x 500 to 256 is 256 x 341', (t) => {
  t.deepEqual(coverAndCrop({ height: 375, width: 500 }, { height: 256, width: 256 }).size, { height: 256, width: 341 });
  t.deepEqual(coverAndCrop({ height: 500, width: 375 }, { height: 256, width: 256 }).size, { height: 341, width: 256 });
});

test('a size that is not square is covered by the smallest image of the same shape', (t) => {
  const plan = coverAndCrop({ height: 100, width: 300 }, { height: 50, width: 60 });
  t.deepEqual(plan, { size: { height: 50, width: 150 }, window: { top: 0, left: 45, height: 50, width: 60 } });
  t.deepEqual(coverAndCrop({ height: 300, width: 100 }, { height: 50, width: 60 }).size, { height: 180, width: 60 });
});

const side = fc.integer({ min: 1, max: 4000 });
const size = fc.record({ height: side, width: side });

test('any image covers any size: one side fits exactly, the window lies within and around the centre', (t) => {
  fc.assert(
    fc.property(size, size, (from, to) => {
      const { size: resized, window } = coverAndCrop(from, to);
      t.true(resized.height === to.height || resized.width === to.width);
      t.true(resized.height >= to.height && resized.width >= to.width, 'covers');
      t.deepEqual([window.height, window.width], [to.height, to.width]);
      t.true(window.top >= 0 && window.top + window.height <= resized.height);
      t.true(window.left >= 0 && window.left + window.width <= resized.width);
      t.true(Math.abs(2 * window.top + window.height - resized.height) <= 1, 'centred');
      t.true(Math.abs(2 * window.left + window.width - resized.width) <= 1, 'centred');
    }),
    { numRuns: 2000 },
  );
});

test('stretching crops nothing', (t) => {
  const to = { height: 5, width: 9 };
  t.deepEqual(stretchTo(to), { size: to, window: { top: 0, left: 0, ...to } });
});
