import test from 'ava';
import { drawBox } from '../../../src/components/augmentations/cutmix.ts';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation, coordinateSample } from '../../helpers/data.ts';

test('the box is around a pixel of the image, with sides of sqrt(1 - share), and is cut off at the edges', (t) => {
  const boxes = Array.from({ length: 500 }, (_, seed) => drawBox({ height: 20, width: 40 }, 0.75, createRandom(seed)));
  for (const { top, left, height, width } of boxes) {
    // Half of sqrt(0.25) of the sides: 5 and 10 to each side.
    t.true(top >= 0 && left >= 0 && top + height <= 20 && left + width <= 40);
    t.true(height >= 5 && height <= 10 && width >= 10 && width <= 20);
  }
  t.true(boxes.some(({ height, width }) => height === 10 && width === 20));
  t.true(boxes.some(({ top, height }) => top === 0 && height === 5));
  t.deepEqual(drawBox({ height: 20, width: 40 }, 1, createRandom(0)).height, 0);
});

test("image and mask of the box are the partner's, and the rest is the sample's", async (t) => {
  const cutmix = await buildAugmentation({ type: 'cutmix', p: 1 });
  const sample = { ...coordinateSample(16, 16), mask: new Uint8Array(256).fill(100) };
  const partner = () => ({
    sample: { ...coordinateSample(16, 16), image: new Uint8Array(768).fill(200) },
    random: createRandom('other'),
  });
  let pasted = 0;
  for (let seed = 0; seed < 50; seed++) {
    const { image, mask } = cutmix(sample, createRandom(seed), partner());
    mask.forEach((label, pixel) => {
      const isPasted = image[pixel * 3] === 200;
      t.is(label, isPasted ? partner().sample.mask[pixel]! : 100);
      if (isPasted) pasted++;
    });
  }
  // A half on average, less what is cut off.
  t.true(pasted > 0.15 * 50 * 256 && pasted < 0.5 * 50 * 256, String(pasted));
});

test('pixels that are ignored stay so, and are pasted as such', async (t) => {
  const cutmix = await buildAugmentation({ type: 'cutmix', p: 1 });
  const uniform = (level: number, mask: number) => ({
    name: String(level),
    height: 12,
    width: 12,
    image: new Uint8Array(432).fill(level),
    mask: new Uint8Array(144).fill(mask),
  });
  let [pasted, stayed] = [0, 0];
  for (let seed = 0; seed < 20; seed++) {
    const partner = { sample: uniform(200, 255), random: createRandom('other') };
    const ofPartner = cutmix(uniform(50, 1), createRandom(seed), partner);
    ofPartner.mask.forEach((label, pixel) => t.is(label, ofPartner.image[pixel * 3] === 200 ? 255 : 1));
    const own = cutmix(uniform(50, 255), createRandom(seed), { ...partner, sample: uniform(200, 2) });
    own.mask.forEach((label, pixel) => t.is(label, own.image[pixel * 3] === 200 ? 2 : 255));
    pasted += ofPartner.mask.filter((label) => label === 255).length;
    stayed += own.mask.filter((label) => label === 255).length;
  }
  t.is(pasted + stayed, 20 * 144);
  t.true(pasted > 0 && stayed > 0);
});
