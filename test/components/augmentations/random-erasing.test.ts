import test from 'ava';
import { applyErasing, drawErasing } from '../../../src/components/augmentations/random-erasing.ts';
import { createRandom } from '../../../src/core/random.ts';
import { coordinateSample } from '../../helpers/data.ts';

test('the rectangle is painted and ignored, the rest stays', (t) => {
  const sample = coordinateSample(6, 6);
  const erased = applyErasing(sample, { top: 1, left: 2, height: 2, width: 3 }, [7, 8, 9], true);
  const inside = (pixel: number) => [8, 9, 10, 14, 15, 16].includes(pixel);
  erased.mask.forEach((label, pixel) => t.is(label, inside(pixel) ? 255 : sample.mask[pixel]!));
  t.deepEqual([...erased.image.subarray(24, 30)], [7, 8, 9, 7, 8, 9]);
  t.deepEqual(applyErasing(sample, { top: 0, left: 0, height: 1, width: 1 }, [0, 0, 0], false).mask, sample.mask);
});

test('nothing is erased where no rectangle fits', (t) => {
  t.is(drawErasing({ height: 10, width: 10 }, { scale: [1, 1], ratio: [1, 1] }, createRandom(0)), undefined);
});

test('rectangles lie within the image, and their ratio is height by width', (t) => {
  for (let seed = 0; seed < 200; seed++) {
    const window = drawErasing({ height: 50, width: 60 }, { scale: [0.1, 0.2], ratio: [2, 3] }, createRandom(seed));
    if (!window) continue;
    const { top, left, height, width } = window;
    t.true(top >= 0 && left >= 0 && top + height <= 50 && left + width <= 60);
    t.true(height / width > 1.8 && height / width < 3.3);
    t.true(height * width > 0.09 * 3000 && height * width < 0.21 * 3000);
  }
});
