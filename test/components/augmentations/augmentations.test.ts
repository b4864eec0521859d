import test from 'ava';
import { builtins } from '../../../src/components/index.ts';
import type { Sample } from '../../../src/data/sample.ts';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation, coordinateSample } from '../../helpers/data.ts';

/** What every augmentation must do; each with parameters that change the sample. */
const references: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'horizontal-flip': { p: 1 },
  'vertical-flip': { p: 1 },
  'color-jitter': { p: 1, brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1 },
  'random-perspective': { p: 1 },
  'random-resized-crop': {},
  'random-crop': { size: 24 },
  'random-affine': { p: 1, degrees: 30, translate: [0.1, 0.1], scale: [0.8, 1.2], shear: 5 },
  'random-rotation': { p: 1, degrees: 90 },
  'gaussian-blur': { p: 1 },
  'gaussian-noise': { p: 1 },
  'random-erasing': { p: 1 },
  grayscale: { p: 1 },
  'random-rotate90': { p: 1 },
  'random-scale': {},
  'class-balanced-crop': { size: 24, p: 1 },
  elastic: { p: 1, alpha: 60, sigma: 5 },
  'hue-saturation-value': { p: 1 },
  'brightness-contrast': { p: 1 },
  mixup: { p: 1, alpha: 2 },
  cutmix: { p: 1 },
  'one-of': {
    of: [
      { type: 'vertical-flip', p: 1 },
      { type: 'grayscale', p: 1 },
    ],
  },
  compose: {
    of: [
      { type: 'vertical-flip', p: 1 },
      { type: 'grayscale', p: 1 },
    ],
  },
};

/** Another sample, for those that mix. */
const partner = () => ({
  sample: { ...coordinateSample(40, 48), mask: new Uint8Array(40 * 48), image: new Uint8Array(40 * 48 * 3) },
  random: createRandom('partner'),
});

test('the contract below covers every registered augmentation', (t) => {
  const registered = builtins.filter(({ kind }) => kind === 'augmentation').map(({ type }) => type);
  t.deepEqual(Object.keys(references).sort(), registered.sort());
});

for (const [type, params] of Object.entries(references)) {
  test(`${type}: the same stream gives the same sample, and the one that came in is left alone`, async (t) => {
    const augment = await buildAugmentation({ type, ...params });
    const sample = coordinateSample(40, 48);
    const [first, second] = [augment(sample, createRandom(5), partner()), augment(sample, createRandom(5), partner())];
    t.deepEqual(first, second);
    t.deepEqual(sample, coordinateSample(40, 48));
    t.notDeepEqual(first, sample);
  });

  test(`${type}: image and mask have the size that the sample says, and no new labels`, async (t) => {
    const augment = await buildAugmentation({ type, ...params });
    for (let seed = 0; seed < 20; seed++) {
      const { image, mask, height, width } = augment(coordinateSample(40, 48), createRandom(seed), partner());
      t.deepEqual([image.length, mask.length], [height * width * 3, height * width]);
      t.true(mask.every((label) => label === 255 || label <= 39 + 47));
    }
  });
}

const geometric = [
  'horizontal-flip',
  'vertical-flip',
  'random-perspective',
  'random-crop',
  'random-affine',
  'random-rotation',
  'random-resized-crop',
  'random-rotate90',
  'random-scale',
  'class-balanced-crop',
  'elastic',
];
for (const type of geometric) {
  test(`${type}: moves image and mask together`, async (t) => {
    const augment = await buildAugmentation({ type, ...references[type] });
    for (let seed = 0; seed < 5; seed++)
      t.true(worstDisagreement(augment(coordinateSample(64, 80), createRandom(seed))) <= 3);
  });
}

/** How far the mask is from the sum of the coordinates that the image shows, where no pixel nearby is ignored. */
function worstDisagreement({ image, mask, width }: Sample): number {
  const around = [-width - 1, -width, 1 - width, -1, 0, 1, width - 1, width, width + 1];
  let worst = 0;
  mask.forEach((sum, pixel) => {
    const atSide = pixel % width === 0 || (pixel + 1) % width === 0;
    if (atSide || around.some((step) => (mask[pixel + step] ?? 255) === 255)) return;
    worst = Math.max(worst, Math.abs(sum - image[pixel * 3]! - image[pixel * 3 + 1]!));
  });
  return worst;
}
