import test from 'ava';
import { drawChange } from '../../../src/components/augmentations/brightness-contrast.ts';
import { scaleAndShift } from '../../../src/data/transforms/adjust-color.ts';
import { createRandom } from '../../../src/core/random.ts';
import { assertClose, unpack } from '../../helpers/data.ts';
import { albumentations, sample } from './_albumentations.ts';

for (const { ratio, shift, image } of albumentations.brightness)
  test(`${ratio} times the levels plus ${shift} is Albumentations' formula`, (t) => {
    // A product next to a whole number may be truncated to the other side in float32.
    assertClose(t, scaleAndShift(sample.image, ratio, shift), unpack(image), 1, 0.01);
  });

test('the ratio is around 1, and the shift is a share of the whole range', (t) => {
  const drawn = Array.from({ length: 400 }, (_, seed) =>
    drawChange({ p: 1, brightness: 0.2, contrast: [0, 0.5] }, createRandom(seed)),
  );
  const [ratios, shifts] = [drawn.map(({ ratio }) => ratio), drawn.map(({ shift }) => shift)];
  t.true(Math.min(...ratios) >= 1 && Math.max(...ratios) <= 1.5 && Math.max(...ratios) > 1.48);
  t.true(Math.min(...shifts) >= -51 && Math.min(...shifts) < -49 && Math.max(...shifts) > 49);
});
