import test from 'ava';
import type { Distribution } from '../../schemas/index.ts';
import { draw } from '../../src/sweep/draw.ts';

const draws = (distribution: Distribution, count = 2000, seed = 0) =>
  Array.from({ length: count }, (_, index) => draw(distribution, { seed, path: 'optimizer.lr', index }));

/**
 * The largest distance between the draws' distribution and the one expected (Kolmogorov and Smirnov). For 2000 draws
 * of the right distribution it exceeds 1.95 / sqrt(2000) = 0.0436 once in 1000 times.
 */
function distance(values: readonly number[], cumulative: (value: number) => number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.map((value, index) => {
      const expected = cumulative(value);
      return Math.max(Math.abs((index + 1) / sorted.length - expected), Math.abs(index / sorted.length - expected));
    }),
  );
}

const limit = 0.0436;
const pinned = [0.559838, 0.224351, 0.697917];

test('uniform draws have the distribution of the formula, within their ends', (t) => {
  const values = draws({ type: 'uniform', low: -2, high: 6 });
  t.true(distance(values, (value) => (value + 2) / 8) < limit);
  t.true(distance(values, (value) => (value + 2) / 9) > limit, 'another distribution is told apart');
  t.true(values.every((value) => value >= -2 && value <= 6));
});

test('log-uniform draws are uniform in their logarithm', (t) => {
  const values = draws({ type: 'log-uniform', low: 1e-5, high: 1e-1 });
  t.true(distance(values, (value) => (Math.log10(value) + 5) / 4) < limit);
  t.true(values.every((value) => value >= 1e-5 && value <= 1e-1));
});

test('integers have both ends, each as often as the others', (t) => {
  const values = draws({ type: 'integer', low: 3, high: 6 }, 4000);
  const counts = [2, 3, 4, 5, 6, 7].map((whole) => values.filter((value) => value === whole).length);
  t.deepEqual([counts[0], counts[5]], [0, 0]);
  // Five standard deviations of a count: 5 * sqrt(4000 * 1/4 * 3/4) = 137.
  for (const count of counts.slice(1, 5)) t.true(Math.abs(count - 1000) < 137, String(counts));
});

test('a choice draws the index of a value', (t) => {
  const values = draws({ type: 'choice', values: ['a', null, [1]] }, 3000);
  const counts = [0, 1, 2].map((index) => values.filter((value) => value === index).length);
  t.is(counts[0]! + counts[1]! + counts[2]!, 3000);
  for (const count of counts) t.true(Math.abs(count - 1000) < 130, String(counts));
});

test('normal draws have the quantiles of scipy.stats.norm(1, 2)', (t) => {
  const values = draws({ type: 'normal', mean: 1, std: 2 }, 4000).toSorted((a, b) => a - b);
  // norm(1, 2).ppf([0.05, 0.25, 0.5, 0.75, 0.95])
  const expected = [-2.2897, -0.349, 1, 2.349, 4.2897];
  for (const [index, share] of [0.05, 0.25, 0.5, 0.75, 0.95].entries()) {
    const seen = values[Math.floor(share * values.length)]!;
    t.true(Math.abs(seen - expected[index]!) < 0.2, `${share}: ${seen}`);
  }
});

test('draws are the same for ever: from the seed, the key and the number of the draw', (t) => {
  t.deepEqual(draws({ type: 'uniform', low: 0, high: 1 }, 3), pinned);
  t.notDeepEqual(draws({ type: 'uniform', low: 0, high: 1 }, 3, 1), pinned);
  const other = draw({ type: 'uniform', low: 0, high: 1 }, { seed: 0, path: 'optimizer.momentum', index: 0 });
  t.not(other, pinned[0]);
});

test('numbers have six digits, and rounding leaves none outside of its ends', (t) => {
  const values = draws({ type: 'uniform', low: 0.12345678, high: 0.12345679 }, 20);
  t.true(values.every((value) => value >= 0.12345678 && value <= 0.12345679));
  t.true(draws({ type: 'uniform', low: 0, high: 1 }).every((value) => String(value).length <= 12));
});
