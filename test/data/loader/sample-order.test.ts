import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import { drawOrder, drawsOf } from '../../../src/data/loader/sample-order.ts';

const indices = (draws: ReturnType<typeof drawOrder>) => draws.map(({ index }) => index);
const sorted = (order: readonly number[]) => order.toSorted((a, b) => a - b);

test('without factors an epoch is the permutation of its stream', (t) => {
  t.deepEqual(indices(drawOrder(9, undefined, createRandom(4))), createRandom(4).permutation(9));
});

test('equal factors draw each sample once, shuffled', (t) => {
  const order = indices(drawOrder(50, Array<number>(50).fill(1.7), createRandom(1)));
  t.deepEqual(sorted(order), [...Array(50).keys()]);
  t.notDeepEqual(order, sorted(order));
});

test('each sample comes as often as its share says, rounded up or down, and exactly so on average', (t) => {
  // The sum is 10, so that shares of 8 samples are 0.8 of the factors: 0.8 six times, 1.2, 2.
  const factors = [1, 1, 1, 1, 1, 1, 1.5, 2.5];
  const [epochs, totals] = [2000, new Array<number>(8).fill(0)];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const counts = new Array<number>(8).fill(0);
    const order = indices(drawOrder(8, factors, createRandom('epoch', epoch)));
    t.is(order.length, 8);
    order.forEach((index) => counts[index]!++);
    counts.forEach((count, index) => {
      const share = (factors[index]! * 8) / 10;
      if (count < Math.floor(share) || count > Math.ceil(share)) t.fail(`${index}: ${count}`);
      totals[index]! += count;
    });
  }
  totals.forEach((total, index) =>
    t.true(Math.abs(total / epochs - factors[index]! * 0.8) < 0.05, `${index}: ${total}`),
  );
});

test('samples that come twice are not next to each other as a rule', (t) => {
  let adjacent = 0;
  for (let epoch = 0; epoch < 200; epoch++) {
    const order = indices(drawOrder(20, [...Array<number>(19).fill(1), 2], createRandom('adjacent', epoch)));
    if (order.some((index, place) => index === order[place + 1])) adjacent++;
  }
  t.true(adjacent < 50, String(adjacent));
});

test('factors whose shares are rounded still give a whole epoch', (t) => {
  for (let length = 1; length < 60; length++)
    for (let epoch = 0; epoch < 5; epoch++) {
      const factors = Array.from({ length }, (_, index) => 1 + (index % 3) / 7);
      t.is(drawOrder(length, factors, createRandom(length, epoch)).length, length);
    }
});

test('where rounding leaves a turn, the last sample takes it', (t) => {
  // The largest number below 1: 1 + it is rounded to 2.
  const uniform = () => 1 - 2 ** -53;
  const random = { ...createRandom(1), uniform, permutation: (length: number) => [...Array(length).keys()] };
  t.deepEqual(indices(drawOrder(3, [1, 1, 1], random)), [0, 2, 2]);
});

test('each turn of a sample says how many the sample had before', (t) => {
  t.deepEqual(drawsOf([4, 1, 4, 4, 1]), [
    { index: 4, repeat: 0 },
    { index: 1, repeat: 0 },
    { index: 4, repeat: 1 },
    { index: 4, repeat: 2 },
    { index: 1, repeat: 1 },
  ]);
  const order = drawOrder(4, [1, 1, 1, 5], createRandom(0));
  t.deepEqual(order, drawsOf(indices(order)));
  // The last sample's share is 5 / 8 of 4 samples, 2.5.
  t.true(order.some(({ index, repeat }) => index === 3 && repeat === 1));
});

test('factors of another number of samples are refused', (t) => {
  for (const factors of [
    [1, 1],
    [1, 1, 1, 1],
  ])
    t.throws(() => drawOrder(3, factors, createRandom(0)), {
      instanceOf: RangeError,
      message: `expected 3 repeat factors, got ${factors.length}`,
    });
});
