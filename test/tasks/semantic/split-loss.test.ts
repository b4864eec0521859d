import test from 'ava';
import type { Loss } from '../../../src/registry/index.ts';
import { startLosses } from '../../../src/tasks/semantic/split-loss.ts';

const batch = (size: number, ...labels: number[]) => ({ size, masks: Uint8Array.from(labels) });
const loss: Loss = () => {
  throw new Error('it is given as a number here');
};
const byImages: Loss = Object.assign(() => loss as never, { weightOf: (_: Uint8Array, images: number) => images });

test('a loss is the mean over pixels, and one that counts images is weighted by them', (t) => {
  const split = startLosses({}, [{ name: 'loss/dice', loss: byImages }], 2);
  split.add(batch(1, 0, 1, 255), { loss: 1, losses: [0.5] });
  split.add(batch(3, 0, 0, 0, 1, 1, 1), { loss: 4, losses: [0.9] });
  t.deepEqual(split.score(), {
    loss: (2 * 1 + 6 * 4) / 8,
    weight: 8,
    losses: new Map([['loss/dice', (1 * 0.5 + 3 * 0.9) / 4]]),
  });
});

test('a sum of losses is the sum of its parts over the split, each with its own weights', (t) => {
  const parts = [
    { name: 'loss/ce', factor: 2, loss },
    { name: 'loss/dice', factor: 10, loss: byImages },
  ];
  const split = startLosses({ parts }, [{ name: 'loss/focal', loss }], 2);
  split.add(batch(1, 0, 1), { loss: 7, losses: [1, 0.5, 3] });
  split.add(batch(1, 0, 0, 0, 0), { loss: 13, losses: [4, 0.25, 6] });
  const { loss: total, weight, losses } = split.score();
  t.is(total, 2 * ((2 * 1 + 4 * 4) / 6) + 10 * ((0.5 + 0.25) / 2));
  t.is(weight, 6 + 2);
  t.deepEqual(
    [...losses],
    [
      ['loss/ce', 3],
      ['loss/dice', 0.375],
      ['loss/focal', 5],
    ],
  );
});

test('a part for which nothing counts adds nothing; where nothing counts for any, the sum is NaN', (t) => {
  const never: Loss = Object.assign(() => loss as never, { weightOf: () => 0 });
  const parts = [
    { name: 'loss/ce', factor: 1, loss },
    { name: 'loss/never', factor: 1, loss: never },
  ];
  const split = startLosses({ parts }, [], 2);
  split.add(batch(1, 255), { loss: 0, losses: [NaN, NaN] });
  t.like(split.score(), { loss: NaN, weight: 0 });
  split.add(batch(1, 1), { loss: 2, losses: [2, NaN] });
  t.like(split.score(), { loss: 2, weight: 1 });
});
