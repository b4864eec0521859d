import test from 'ava';
import { repeatFactors } from '../../../src/data/prepare/repeat-factors.ts';
import { sourceOf } from '../../helpers/data.ts';

const source = (...masks: readonly (readonly number[])[]) =>
  sourceOf(
    masks.map((mask, index) => ({
      name: `s${index}`,
      height: 1,
      width: mask.length,
      image: new Uint8Array(mask.length * 3),
      mask: Uint8Array.from(mask),
    })),
  );

test("a sample's factor is that of its rarest class", async (t) => {
  // Class 0 is in 4 of 4 samples, class 1 in 2, class 2 in 1. With a threshold of 1: 1, sqrt(2), 2.
  const found = await repeatFactors(source([0, 0, 0], [0, 1, 1], [1, 0, 2], [0, 255, 255]), { repeatThreshold: 1 });
  [1, Math.SQRT2, 2, 1].forEach((factor, index) => t.true(Math.abs(found[index]! - factor) < 1e-12));
});

test('classes that more than the threshold of the samples have are not rare', async (t) => {
  const found = await repeatFactors(source([0], [0, 1], [0, 1], [0, 2]), { repeatThreshold: 0.5 });
  [1, 1, 1, Math.SQRT2].forEach((factor, index) => t.true(Math.abs(found[index]! - factor) < 1e-12));
});

test('a sample in which nothing counts is drawn as one without rare classes', async (t) => {
  t.deepEqual(await repeatFactors(source([255, 255], [0, 0]), { repeatThreshold: 0.1 }), [1, 1]);
});
