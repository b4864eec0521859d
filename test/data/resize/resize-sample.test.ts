import test from 'ava';
import { resizeNearest } from '../../../src/data/resize/resize-nearest.ts';
import { coverAndCrop } from '../../../src/data/resize/resize-plan.ts';
import { resizeSample } from '../../../src/data/resize/resize-sample.ts';
import type { Interpolation } from '../../../src/data/dataset.ts';
import { assertClose, coordinateSample, readFixture, unpack } from '../../helpers/data.ts';

interface ResizeFixture {
  height: number;
  width: number;
  image: string;
  mask: string;
  cases: { size: number; interpolation: Interpolation; image: string; mask: string }[];
  nearest: { from: number; to: number; pixels: number[] }[];
}
const fixture = await readFixture<ResizeFixture>('data/resize.json');
const source = {
  name: 'fixture',
  height: fixture.height,
  width: fixture.width,
  image: unpack(fixture.image),
  mask: unpack(fixture.mask),
};

for (const { size, interpolation, image, mask } of fixture.cases) {
  test(`resizing to ${size} by ${interpolation} and cropping gives torchvision's image and mask exactly`, (t) => {
    const resized = resizeSample(source, { height: size, width: size }, interpolation);
    assertClose(t, resized.image, unpack(image), 0);
    assertClose(t, resized.mask, unpack(mask), 0);
  });
}

for (const { from, to, pixels } of fixture.nearest) {
  test(`the nearest pixels from ${from} to ${to} are Pillow's`, (t) => {
    const bytes = new Uint8Array(Int32Array.from({ length: from }, (_, index) => index).buffer);
    const plan = { size: { height: 1, width: to }, window: { top: 0, left: 0, height: 1, width: to } };
    const out = resizeNearest(bytes, 4, { height: 1, width: from }, plan);
    t.deepEqual([...new Int32Array(out.buffer)], pixels);
  });
}

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

test('a size that is not square is covered by the smallest picture of the same shape', (t) => {
  const plan = coverAndCrop({ height: 100, width: 300 }, { height: 50, width: 60 });
  t.deepEqual(plan, { size: { height: 50, width: 150 }, window: { top: 0, left: 45, height: 50, width: 60 } });
  t.deepEqual(coverAndCrop({ height: 300, width: 100 }, { height: 50, width: 60 }).size, { height: 180, width: 60 });
});

test('a sample of the right size is left as it is', (t) => {
  const sample = coordinateSample(8, 6);
  t.is(resizeSample(sample, { height: 8, width: 6 }, 'bilinear'), sample);
});
