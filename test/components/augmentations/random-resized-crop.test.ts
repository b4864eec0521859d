import test from 'ava';
import { applyResizedCrop, drawResizedCrop } from '../../../src/components/augmentations/random-resized-crop.ts';
import { createRandom } from '../../../src/core/random.ts';
import { assertClose, unpack } from '../../helpers/data.ts';
import { made, source } from './_torchvision.ts';

for (const { window, image, mask } of made.crops) {
  test(`${JSON.stringify(window)}: torchvision's image and mask exactly, on Pillow images`, (t) => {
    const cropped = applyResizedCrop(source, window);
    assertClose(t, cropped.mask, unpack(mask), 0);
    assertClose(t, cropped.image, unpack(image), 0);
  });
}

test('area and ratio stay in range, up to rounding', (t) => {
  for (let seed = 0; seed < 200; seed++) {
    const { height, width, top, left } = drawResizedCrop(
      { height: 100, width: 140 },
      { scale: [0.2, 0.5], ratio: [0.75, 1.5] },
      createRandom(seed),
    );
    t.true(height * width > 0.19 * 14000 && height * width < 0.51 * 14000);
    t.true(width / height > 0.72 && width / height < 1.55);
    t.true(top >= 0 && left >= 0 && top + height <= 100 && left + width <= 140);
  }
});

test('if nothing fits, the largest allowed part around the centre', (t) => {
  const window = drawResizedCrop({ height: 10, width: 100 }, { scale: [1, 1], ratio: [0.5, 2] }, createRandom(0));
  t.deepEqual(window, { top: 0, left: 40, height: 10, width: 20 });
});

test('an image that is too tall gives the largest allowed part around its centre', (t) => {
  const window = drawResizedCrop({ height: 100, width: 10 }, { scale: [1, 1], ratio: [0.5, 2] }, createRandom(0));
  t.deepEqual(window, { top: 40, left: 0, height: 20, width: 10 });
});
