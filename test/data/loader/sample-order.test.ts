import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import { drawOrder } from '../../../src/data/loader/sample-order.ts';

const sorted = (order: readonly number[]) => order.toSorted((a, b) => a - b);

test('without factors an epoch is the permutation of its stream', (t) => {
  t.deepEqual(drawOrder(9, undefined, createRandom(4)), createRandom(4).permutation(9));
});

test('equal factors draw each sample once, shuffled', (t) => {
  const order = drawOrder(50, Array<number>(50).fill(1.7), createRandom(1));
  t.deepEqual(sorted(order), [...Array(50).keys()]);
  t.notDeepEqual(order, sorted(order));
});

test('each sample comes as often as its share says, rounded up or down, and exactly so on average', (t) => {
  // The sum is 10, so that shares of 8 samples are 0.8 of the factors: 0.8 six times, 1.2, 2.
  const factors = [1, 1, 1, 1, 1, 1, 1.5, 2.5];
  const [epochs, totals] = [2000, new Array<number>(8).fill(0)];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const counts = new Array<number>(8).fill(0);
    const order = drawOrder(8, factors, createRandom('epoch', epoch));
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
    const order = drawOrder(20, [...Array<number>(19).fill(1), 2], createRandom('adjacent', epoch));
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
