import test from 'ava';
import { rotateQuarters } from '../../../src/data/transforms/rotate-quarters.ts';
import { unpack } from '../../helpers/data.ts';
import { albumentations, sample } from '../../components/augmentations/_albumentations.ts';

for (const { quarters, image, mask } of albumentations.turned)
  test(`${quarters} quarters of a turn are numpy's, image and mask`, (t) => {
    const turned = rotateQuarters(sample, quarters);
    const swaps = quarters !== 2;
    t.deepEqual([turned.height, turned.width], swaps ? [30, 21] : [21, 30]);
    t.deepEqual(turned.image, unpack(image));
    t.deepEqual(turned.mask, unpack(mask));
  });

test('a quarter goes counter-clockwise, and no quarter changes nothing', (t) => {
  // a b c        c
  //        ->    b
  //              a
  const row = {
    name: 'row',
    height: 1,
    width: 3,
    image: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
    mask: Uint8Array.of(1, 2, 3),
  };
  const { height, width, image, mask } = rotateQuarters(row, 1);
  t.deepEqual([height, width, [...image], [...mask]], [3, 1, [7, 8, 9, 4, 5, 6, 1, 2, 3], [3, 2, 1]]);
  t.is(rotateQuarters(row, 0), row);
});
