import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation } from '../../helpers/data.ts';

test('each row of image and mask is reversed', async (t) => {
  const flip = await buildAugmentation({ type: 'horizontal-flip', p: 1 });
  const sample = {
    name: 'a',
    height: 2,
    width: 2,
    image: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    mask: Uint8Array.from([0, 1, 2, 255]),
  };
  const flipped = flip(sample, createRandom(0));
  t.deepEqual([...flipped.image], [4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]);
  t.deepEqual([...flipped.mask], [1, 0, 255, 2]);
  t.deepEqual([...sample.mask], [0, 1, 2, 255], 'the sample that came in is left alone');
});

test('with p 0.25 about a quarter of the samples is flipped', async (t) => {
  const flip = await buildAugmentation({ type: 'horizontal-flip', p: 0.25 });
  const sample = { name: 'a', height: 1, width: 2, image: new Uint8Array(6), mask: Uint8Array.from([0, 1]) };
  const flips = Array.from({ length: 2000 }, (_, seed) => flip(sample, createRandom(seed)).mask[0]!);
  const share = flips.filter((value) => value === 1).length / flips.length;
  t.true(Math.abs(share - 0.25) < 0.05, `${share}`);
});
