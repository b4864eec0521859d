import test from 'ava';
import { drawAffine } from '../../../src/components/augmentations/random-affine.ts';
import { drawCrop } from '../../../src/components/augmentations/random-crop.ts';
import { applyErasing, drawErasing } from '../../../src/components/augmentations/random-erasing.ts';
import { drawResizedCrop } from '../../../src/components/augmentations/random-resized-crop.ts';
import { builtins } from '../../../src/components/index.ts';
import type { Sample } from '../../../src/data/sample.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
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

test('the contract below covers every registered augmentation', (t) => {
  const registered = builtins.filter(({ kind }) => kind === 'augmentation').map(({ type }) => type);
  t.deepEqual(Object.keys(references).sort(), registered.sort());
});

for (const [type, params] of Object.entries(references)) {
  test(`${type}: the same stream gives the same sample, and the one that came in is left alone`, async (t) => {
    const augment = await buildAugmentation({ type, ...params });
    const sample = coordinateSample(40, 48);
    const [first, second] = [augment(sample, createRandom(5)), augment(sample, createRandom(5))];
    t.deepEqual(first, second);
    t.deepEqual(sample, coordinateSample(40, 48));
    t.notDeepEqual(first, sample);
  });

  test(`${type}: image and mask have the size that the sample says, and no new labels`, async (t) => {
    const augment = await buildAugmentation({ type, ...params });
    for (let seed = 0; seed < 20; seed++) {
      const { image, mask, height, width } = augment(coordinateSample(40, 48), createRandom(seed));
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

test('random-crop: windows lie within the padded sample, and both ends come up', (t) => {
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

test('random-crop: a sample that is smaller lies anywhere within the crop', (t) => {
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

test('random-crop: what lies beyond the sample is black and ignored', async (t) => {
  const crop = await buildAugmentation({ type: 'random-crop', size: [4, 2] });
  const white = { name: 'w', height: 2, width: 2, image: new Uint8Array(12).fill(255), mask: new Uint8Array(4) };
  const { image, mask } = crop(white, createRandom(0));
  t.is(mask.filter((label) => label === 255).length, 4);
  mask.forEach((label, pixel) => t.is(image[pixel * 3], label === 255 ? 0 : 255));
});

test('random-resized-crop: area and ratio stay in range, up to rounding', (t) => {
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

test('random-resized-crop: if nothing fits, the largest allowed part around the centre', (t) => {
  const window = drawResizedCrop({ height: 10, width: 100 }, { scale: [1, 1], ratio: [0.5, 2] }, createRandom(0));
  t.deepEqual(window, { top: 0, left: 40, height: 10, width: 20 });
});

test('random-affine: shifts are whole pixels in range, and nothing is drawn for those that are off', (t) => {
  const given = {
    p: 1,
    degrees: 0,
    translate: [0.1, 0] as [number, number],
    scale: [1, 1] as [number, number],
    shear: 0,
  };
  for (let seed = 0; seed < 50; seed++) {
    const { angle, translate, scale, shear } = drawAffine({ height: 50, width: 50 }, given, createRandom(seed));
    t.true(Number.isInteger(translate[0]) && Math.abs(translate[0]) <= 5);
    t.deepEqual([Math.abs(angle), translate[1], scale, Math.abs(shear[0]), shear[1]], [0, 0, 1, 0, 0]);
  }
});

test('random-erasing: the rectangle is painted and ignored, the rest stays', (t) => {
  const sample = coordinateSample(6, 6);
  const erased = applyErasing(sample, { top: 1, left: 2, height: 2, width: 3 }, [7, 8, 9], true);
  const inside = (pixel: number) => [8, 9, 10, 14, 15, 16].includes(pixel);
  erased.mask.forEach((label, pixel) => t.is(label, inside(pixel) ? 255 : sample.mask[pixel]!));
  t.deepEqual([...erased.image.subarray(24, 30)], [7, 8, 9, 7, 8, 9]);
  t.deepEqual(applyErasing(sample, { top: 0, left: 0, height: 1, width: 1 }, [0, 0, 0], false).mask, sample.mask);
});

test('random-erasing: nothing is erased where no rectangle fits', (t) => {
  t.is(drawErasing({ height: 10, width: 10 }, { scale: [1, 1], ratio: [1, 1] }, createRandom(0)), undefined);
});

test('one-of: parts come up by their weights, and p is the share that is changed at all', async (t) => {
  const of = [
    { type: 'horizontal-flip', p: 1 },
    { type: 'vertical-flip', p: 1 },
  ];
  const augment = await buildAugmentation({ type: 'one-of', p: 0.5, of, weights: [3, 1] });
  const sample = { name: 's', height: 2, width: 2, image: new Uint8Array(12), mask: Uint8Array.from([0, 1, 2, 3]) };
  const firsts = Array.from({ length: 4000 }, (_, seed) => augment(sample, createRandom(seed)).mask[0]!);
  const share = (label: number) => firsts.filter((value) => value === label).length / firsts.length;
  t.true(Math.abs(share(1) - 0.375) < 0.03, 'mirrored left and right');
  t.true(Math.abs(share(2) - 0.125) < 0.03, 'mirrored top and bottom');
});

test('one-of: weights that do not match the parts are refused', async (t) => {
  const of = [{ type: 'grayscale' }, { type: 'vertical-flip' }];
  await t.throwsAsync(buildAugmentation({ type: 'one-of', of, weights: [1] }), {
    instanceOf: TesseraError,
    message: /expected 2 weights.*got \[1\]/,
  });
  await t.throwsAsync(buildAugmentation({ type: 'one-of', of, weights: [0, 0] }), { instanceOf: TesseraError });
});
