import test from 'ava';
import { drawCorners } from '../../../src/components/augmentations/random-perspective.ts';
import { warpPerspective } from '../../../src/data/transforms/perspective.ts';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation, coordinateSample } from '../../helpers/data.ts';

test('image and mask move together: where both are known, the mask is what the image says', (t) => {
  const sample = coordinateSample(64, 80);
  const moved = warpPerspective(sample, drawCorners(sample, 0.5, createRandom(3)));
  // Next to what came into view the image is blended with black.
  const known = (pixel: number) =>
    [-81, -80, -79, -1, 0, 1, 79, 80, 81].every((step) => (moved.mask[pixel + step] ?? 255) !== 255);
  let compared = 0;
  moved.mask.forEach((sum, pixel) => {
    if (!known(pixel)) return;
    t.true(Math.abs(sum - moved.image[pixel * 3]! - moved.image[pixel * 3 + 1]!) <= 2);
    compared++;
  });
  t.true(compared > 1000);
});

test('corners are drawn from the ranges of torchvision, both ends included', (t) => {
  const seen = { left: new Set<number>(), bottom: new Set<number>() };
  for (let seed = 0; seed < 400; seed++) {
    const [topLeft, topRight, bottomRight, bottomLeft] = drawCorners(
      { height: 20, width: 16 },
      0.5,
      createRandom(seed),
    );
    seen.left.add(topLeft[0]).add(bottomLeft[0]);
    seen.bottom.add(bottomLeft[1]).add(bottomRight[1]);
    t.true(topRight[0] >= 11 && topRight[0] <= 15);
    t.true(topRight[1] >= 0 && topRight[1] <= 5);
  }
  const sorted = (values: Set<number>) => [...values].sort((a, b) => a - b);
  t.deepEqual(sorted(seen.left), [0, 1, 2, 3, 4]);
  t.deepEqual(sorted(seen.bottom), [14, 15, 16, 17, 18, 19]);
});

for (const [type, params] of Object.entries({
  'random-perspective': { distortion: 0.5 },
  'random-affine': { degrees: 40 },
  'random-rotation': { degrees: 40 },
  elastic: { alpha: 200, sigma: 5 },
}))
  test(`${type}: fill_mask is what the mask gets where nothing is, and changes nothing else`, async (t) => {
    const sample = coordinateSample(40, 48);
    const [ignored, filled] = await Promise.all(
      [{}, { fill_mask: 99 }].map(async (more) =>
        (await buildAugmentation({ type, p: 1, ...params, ...more }))(sample, createRandom(8)),
      ),
    );
    t.deepEqual(filled!.image, ignored!.image);
    t.true(ignored!.mask.includes(255));
    t.deepEqual(
      filled!.mask,
      ignored!.mask.map((label) => (label === 255 ? 99 : label)),
    );
  });
