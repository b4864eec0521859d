import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation } from '../../helpers/data.ts';

const SIGMA = 25.5;
const GREY = 128;
const noise = await buildAugmentation({ type: 'gaussian-noise', p: 1, sigma: SIGMA / 255 });
const side = 400;
const grey = {
  name: 'grey',
  height: side,
  width: side,
  image: new Uint8Array(side * side * 3).fill(GREY),
  mask: new Uint8Array(side * side),
};
const noisy = noise(grey, createRandom(0)).image;
const deviations = Float64Array.from(noisy, (value) => (value - GREY) / SIGMA);

test('the noise has the mean and the deviation that were asked for', (t) => {
  const mean = average(deviations);
  const deviation = Math.sqrt(average(deviations.map((value) => (value - mean) ** 2)));
  t.true(Math.abs(mean) < 0.005, `${mean}`);
  t.true(Math.abs(deviation - 1) < 0.005, `${deviation}`);
});

// The normal distribution function, as in its tables.
const tables = [
  [-3, 0.00135],
  [-2, 0.02275],
  [-1, 0.15866],
  [-0.5, 0.30854],
  [0, 0.5],
  [0.5, 0.69146],
  [1, 0.84134],
  [2, 0.97725],
  [3, 0.99865],
] as const;

for (const [quantile, share] of tables) {
  test(`a share of ${share} of the noise is below ${quantile} standard deviations`, (t) => {
    // Only the part of a level below the edge counts, since levels are rounded.
    const edge = GREY + quantile * SIGMA;
    const level = Math.round(edge);
    const below = average(
      Float64Array.from(noisy, (value) => (value < level ? 1 : value === level ? edge - level + 0.5 : 0)),
    );
    t.true(Math.abs(below - share) < 0.002, `${below}`);
  });
}

test('neighbouring values and channels are independent', (t) => {
  for (const distance of [1, 2, 3, 4, 8, side * 3]) {
    const products = deviations.subarray(distance).map((value, index) => value * deviations[index]!);
    t.true(Math.abs(average(products)) < 0.006, `${distance} values apart: ${average(products)}`);
  }
});

test('other streams give other noise', (t) => {
  const other = noise(grey, createRandom(1)).image;
  const products = deviations.map((value, index) => (value * (other[index]! - GREY)) / SIGMA);
  t.true(Math.abs(average(products)) < 0.006);
});

test('what leaves the range is clamped', (t) => {
  const black = { ...grey, image: new Uint8Array(grey.image.length) };
  const zeros = average(Float64Array.from(noise(black, createRandom(2)).image, (value) => (value === 0 ? 1 : 0)));
  // Half of it, and half of level 0.
  t.true(Math.abs(zeros - 0.5078) < 0.003, `${zeros}`);
});

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
