import test from 'ava';
import { augmentSample } from '../../../src/data/transforms/augment.ts';
import { isScratch } from '../../../src/data/simd/scratch.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { Augmentation } from '../../../src/registry/index.ts';
import { buildAugmentation, coordinateSample } from '../../helpers/data.ts';

const sample = coordinateSample(12, 15);

/** As a plugin might be written: plain JavaScript that knows nothing of SIMD routines. */
const invert: Augmentation = (given) => ({ ...given, image: given.image.map((value) => 255 - value) });

const pipeline = async (): Promise<Augmentation[]> => [
  await buildAugmentation({ type: 'horizontal-flip', p: 1 }),
  invert,
  await buildAugmentation({ type: 'random-affine', p: 1, degrees: 20 }),
  await buildAugmentation({ type: 'gaussian-noise', p: 1 }),
];

test('a pipeline gives what its parts give one after the other', async (t) => {
  const parts = await pipeline();
  const random = createRandom(3);
  const oneByOne = parts.reduce((current, part) => part(current, random), sample);
  t.deepEqual(augmentSample(sample, parts, createRandom(3)), oneByOne);
});

test('the result is in memory of its own, which later work leaves alone', async (t) => {
  const parts = await pipeline();
  const first = augmentSample(sample, parts, createRandom(3));
  t.false(isScratch(first.image) || isScratch(first.mask));
  const before = { image: [...first.image], mask: [...first.mask] };
  augmentSample(coordinateSample(20, 20), parts, createRandom(4));
  t.deepEqual({ image: [...first.image], mask: [...first.mask] }, before);
});

test("the result is put into a caller's memory where it fits", async (t) => {
  const parts = await pipeline();
  const into = { image: new Uint8Array(12 * 15 * 3), mask: new Uint8Array(12 * 15) };
  const result = augmentSample(sample, parts, createRandom(3), into);
  t.is(result.image, into.image);
  t.is(result.mask, into.mask);
  t.deepEqual(result, augmentSample(sample, parts, createRandom(3)));
  t.deepEqual([...augmentSample(sample, [], createRandom(3), into).image], [...sample.image]);
});

test("a result of another size leaves a caller's memory alone", async (t) => {
  const crop = await buildAugmentation({ type: 'random-crop', size: 8 });
  const into = { image: new Uint8Array(12 * 15 * 3), mask: new Uint8Array(12 * 15) };
  const result = augmentSample(sample, [crop], createRandom(3), into);
  t.deepEqual([result.height, result.width, result.image.length, result.mask.length], [8, 8, 192, 64]);
  t.true(into.image.every((value) => value === 0));
});
