import test from 'ava';
import { parzenEstimator } from '../../../src/components/searches/parzen-estimator.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { SearchSpace } from '../../../src/registry/index.ts';
import { numbers } from '../../helpers/search-functions.ts';

const space = (dimension: SearchSpace['dimensions'][number]): SearchSpace => ({
  dimensions: [dimension],
  isActive: () => true,
});
const near = (actual: number, expected: number, tolerance = 1e-6) => Math.abs(actual - expected) < tolerance;

test('the densities of a number sum to 1 over its range', (t) => {
  const { logDensity } = parzenEstimator(numbers(1), [[0.1], [0.15], [0.9]]);
  const cells = Array.from({ length: 4000 }, (_, cell) => Math.exp(logDensity([(cell + 0.5) / 4000])) / 4000);
  t.true(
    near(
      cells.reduce((sum, cell) => sum + cell, 0),
      1,
    ),
  );
});

test('so do the probabilities of whole numbers and of choices', (t) => {
  for (const kind of ['integer', 'choice'] as const) {
    const { logDensity } = parzenEstimator(space({ kind, count: 5 }), [[1], [1], [4]]);
    const all = [0, 1, 2, 3, 4].map((place) => Math.exp(logDensity([place])));
    t.true(
      near(
        all.reduce((sum, each) => sum + each, 0),
        1,
      ),
      kind,
    );
    t.is(all.indexOf(Math.max(...all)), 1);
  }
});

test('the probability of a choice is worked out by hand', (t) => {
  // Two kernels and what was before: shares of 1/3 for each choice, and 1 more for the point's own, of 1 + 2/3 in all.
  const { logDensity } = parzenEstimator(space({ kind: 'choice', count: 2 }), [[0], [1]]);
  const own = (1 + 1 / 3) / (1 + 2 / 3);
  t.true(near(Math.exp(logDensity([0])), (own + (1 - own) + 0.5) / 3, 1e-12));
  const { logDensity: twice } = parzenEstimator(space({ kind: 'choice', count: 2 }), [[0], [0]]);
  t.true(near(Math.exp(twice([0])), (2 * own + 0.5) / 3, 1e-12));
});

test('the density of a number is worked out by hand', (t) => {
  // One point at 0.5 is alone: its width is the distance to an end, 0.5, and the floor is 1/3. Before it, mean 0.5,
  // width 1.
  const { logDensity } = parzenEstimator(numbers(1), [[0.5]]);
  const phi = 1 / Math.sqrt(2 * Math.PI);
  const [narrow, wide] = [phi / 0.5 / 0.6826894921370859, phi / 0.38292492254802624];
  t.true(near(Math.exp(logDensity([0.5])), (narrow + wide) / 2, 1e-9));
});

test('a kernel is as wide as the farther neighbour is away, but not narrower than the floor', (t) => {
  // Widths: 0.3 and 0.3 of the outer two (their only neighbour), 0.3 of the middle one; the floor of 4 kernels is 0.2.
  const close = parzenEstimator(numbers(1), [[0.5], [0.51], [0.52]]);
  const far = parzenEstimator(numbers(1), [[0.2], [0.5], [0.8]]);
  t.true(close.logDensity([0.51]) > far.logDensity([0.51]));
  const same = parzenEstimator(numbers(1), [[0.5], [0.5], [0.5]]);
  t.true(Math.abs(same.logDensity([0.5]) - close.logDensity([0.5])) < 0.01, 'both have the floor');
});

test('where a point lacks a key, what was before holds', (t) => {
  const conditional: SearchSpace = {
    dimensions: [{ kind: 'choice', count: 2 }, { kind: 'number' }],
    isActive: (dimension, before) => dimension === 0 || before[0] === 1,
  };
  const { draw, logDensity } = parzenEstimator(conditional, [
    [0, undefined],
    [0, undefined],
  ]);
  const flat = parzenEstimator(conditional, []);
  t.true(
    near(logDensity([1, 0.9]) - logDensity([1, 0.1]), flat.logDensity([1, 0.9]) - flat.logDensity([1, 0.1]), 1e-9),
  );
  for (let seed = 0; seed < 20; seed++) {
    const [choice, number] = draw(createRandom(seed));
    t.is(number === undefined, choice === 0);
  }
});

test('of more than 25 points, the oldest weigh less', (t) => {
  const points = (first: number, rest: number) => [...Array(15).fill([first]), ...Array(25).fill([rest])] as number[][];
  const { logDensity } = parzenEstimator(space({ kind: 'choice', count: 2 }), points(0, 1));
  // Weights rise from 1/40 to 1 over the first 15, mean 0.5125; then 25 of 1, and 1 of what was before.
  const own = (1 + 1 / 41) / (1 + 2 / 41);
  const old = 15 * 0.5125;
  t.true(near(Math.exp(logDensity([0])), (old * own + 25 * (1 - own) + 0.5) / (old + 26), 1e-12));
});
