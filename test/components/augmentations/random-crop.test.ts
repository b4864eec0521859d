import test from 'ava';
import { drawCrop, drawMixed } from '../../../src/components/augmentations/random-crop.ts';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation } from '../../helpers/data.ts';

test('windows lie within the padded sample, and both ends come up', (t) => {
  const lefts = new Set(
    Array.from(
      { length: 400 },
      (_, seed) => drawCrop({ height: 10, width: 10 }, { height: 10, width: 8 }, 1, createRandom(seed)).left,
    ),
  );
  t.deepEqual(
    [...lefts].sort((a, b) => a - b),
    [-1, 0, 1, 2, 3],
  );
});

test('a sample that is smaller lies anywhere within the crop', (t) => {
  const tops = new Set(
    Array.from(
      { length: 400 },
      (_, seed) => drawCrop({ height: 7, width: 9 }, { height: 10, width: 9 }, 0, createRandom(seed)).top,
    ),
  );
  t.deepEqual(
    [...tops].sort((a, b) => a - b),
    [-3, -2, -1, 0],
  );
});

test('what lies beyond the sample is black and ignored', async (t) => {
  const crop = await buildAugmentation({ type: 'random-crop', size: [4, 2] });
  const white = { name: 'w', height: 2, width: 2, image: new Uint8Array(12).fill(255), mask: new Uint8Array(4) };
  const { image, mask } = crop(white, createRandom(0));
  t.is(mask.filter((label) => label === 255).length, 4);
  mask.forEach((label, pixel) => t.is(image[pixel * 3], label === 255 ? 0 : 255));
});

/** The left half is class 0, the right half class 1; all but four rows are ignored. */
const halves = {
  name: 'h',
  height: 8,
  width: 40,
  image: new Uint8Array(960),
  mask: Uint8Array.from({ length: 320 }, (_, pixel) => (pixel >= 160 ? 255 : pixel % 40 < 20 ? 0 : 1)),
};

test('a part in which one class has too large a share is drawn again, ignored pixels left out', (t) => {
  const windows = [0, 38, 16, 12].map((left) => ({ top: 2, left, height: 4, width: 8 }));
  const upcoming = [...windows];
  // 16: four columns of each class, a half. 0 and 38 have one class only.
  t.is(drawMixed(halves, 0.75, () => upcoming.shift()!).left, 16);
  t.is(upcoming.length, 1);
});

test('a share that is just the most is drawn again', (t) => {
  const upcoming = [18, 17].map((left) => ({ top: 0, left, height: 4, width: 8 }));
  // At 18, class 1 has six of eight columns; at 17, five.
  t.is(drawMixed(halves, 0.75, () => upcoming.shift()!).left, 17);
});

test('after ten more attempts, any part is taken', (t) => {
  let drawn = 0;
  const { left } = drawMixed(halves, 0.75, () => ({ top: 0, left: drawn++ % 5, height: 4, width: 8 }));
  t.deepEqual([drawn, left], [11, 0]);
});

test('with max_class_share, most parts have both classes', async (t) => {
  const plain = await buildAugmentation({ type: 'random-crop', size: [4, 8] });
  const mixed = await buildAugmentation({ type: 'random-crop', size: [4, 8], max_class_share: 0.9 });
  const both = (augment: typeof plain) =>
    Array.from({ length: 200 }, (_, seed) => augment(halves, createRandom(seed)).mask).filter(
      (mask) => mask.includes(0) && mask.includes(1),
    ).length;
  t.true(both(mixed) > 1.8 * both(plain));
});
