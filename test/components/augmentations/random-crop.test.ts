import test from 'ava';
import { drawCrop } from '../../../src/components/augmentations/random-crop.ts';
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
