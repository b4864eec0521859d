import test from 'ava';
import { drawAffine } from '../../../src/components/augmentations/random-affine.ts';
import { createRandom } from '../../../src/core/random.ts';

test('shifts are whole pixels in range, and nothing is drawn for those that are off', (t) => {
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

test('angle, scale and shear fill the ranges that are given', (t) => {
  const given = {
    p: 1,
    degrees: 10,
    translate: [0, 0] as [number, number],
    scale: [0.5, 2] as [number, number],
    shear: [3, 7] as [number, number],
  };
  const drawn = Array.from({ length: 400 }, (_, seed) =>
    drawAffine({ height: 8, width: 8 }, given, createRandom(seed)),
  );
  const ends = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  const near = (actual: readonly [number, number], low: number, high: number, by: number) =>
    t.true(actual[0] >= low && actual[0] < low + by && actual[1] > high - by && actual[1] <= high, String(actual));
  near(ends(drawn.map(({ angle }) => angle)), -10, 10, 1);
  near(ends(drawn.map(({ scale }) => scale)), 0.5, 2, 0.1);
  near(ends(drawn.map(({ shear }) => shear[0])), 3, 7, 0.2);
});
