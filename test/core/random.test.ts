import test from 'ava';
import { createRandom } from '../../src/core/random.ts';

const draws = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('equal keys give equal streams, other keys others', (t) => {
  const take = (...key: (string | number)[]) => draws(4, createRandom(...key).uniform);
  t.deepEqual(take(0, 'augment', 1), take(0, 'augment', 1));
  for (const key of [
    [1, 'augment', 1],
    [0, 'dropout', 1],
    [0, 'augment', 2],
    [0, 'augment', '1'],
  ])
    t.notDeepEqual(take(...key), take(0, 'augment', 1));
});

test('a stream is the same in every version: runs are repeated years later', (t) => {
  t.deepEqual(
    draws(3, createRandom(0, 'test').uniform).map((value) => Math.round(value * 2 ** 32)),
    [2660647939, 167816839, 1678721644],
  );
});

test('uniform draws fill [0, 1) evenly', (t) => {
  const values = draws(20_000, createRandom('uniform').uniform);
  t.true(values.every((value) => value >= 0 && value < 1));
  // The mean of 20,000 uniform draws has a standard deviation of 0.002.
  t.true(Math.abs(mean(values) - 0.5) < 0.01);
  t.true(Math.abs(mean(values.map((value) => (value - 0.5) ** 2)) - 1 / 12) < 0.003);
});

test('between keeps its limits', (t) => {
  const random = createRandom('between');
  const values = draws(1000, () => random.between(-2, 6));
  t.true(values.every((value) => value >= -2 && value < 6));
  t.true(Math.abs(mean(values) - 2) < 0.4);
});

test('integers have each value of [low, high), and no other', (t) => {
  const random = createRandom('integer');
  t.deepEqual([...new Set(draws(500, () => random.integer(3, 7)))].sort(), [3, 4, 5, 6]);
});

test('normal draws have mean 0, variance 1 and the tails of a normal distribution', (t) => {
  const values = draws(20_000, createRandom('normal').normal);
  t.true(Math.abs(mean(values)) < 0.03);
  t.true(Math.abs(mean(values.map((value) => value ** 2)) - 1) < 0.05);
  const inside = values.filter((value) => Math.abs(value) < 1).length / values.length;
  t.true(Math.abs(inside - 0.6827) < 0.015);
});

test('a permutation has every index once, and every index in every place', (t) => {
  const random = createRandom('permutation');
  const places = new Set<string>();
  for (let turn = 0; turn < 200; turn++) {
    const order = random.permutation(4);
    t.deepEqual(order.toSorted(), [0, 1, 2, 3]);
    order.forEach((index, place) => places.add(`${index} at ${place}`));
  }
  t.is(places.size, 16);
  t.deepEqual(random.permutation(0), []);
});
