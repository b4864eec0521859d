import test from 'ava';
import type { Batch } from '../../src/data/loader/batch.ts';
import { stepParts } from '../../src/train/step-parts.ts';

/** The parts as [batch, completed steps, position, count], of a loader whose batches are numbers. */
async function partsOf(length: number, from: number, to: number, accumulate: number) {
  const loader = {
    length,
    async *batches(first: number, end: number) {
      for (let number = first; number < end; number++) yield { number } as unknown as Batch;
    },
  };
  const parts: number[][] = [];
  for await (const { batch, completed, position, count } of stepParts(loader, { from, to, accumulate }))
    parts.push([(batch as unknown as { number: number }).number, completed, position, count]);
  return parts;
}

test('without accumulation, each batch is a step', async (t) => {
  t.deepEqual(await partsOf(2, 1, 4, 1), [
    [1, 1, 0, 1],
    [2, 2, 0, 1],
    [3, 3, 0, 1],
  ]);
});

test('a step has its batches, the last one of an epoch those that are left', async (t) => {
  t.deepEqual(await partsOf(5, 0, 4, 2), [
    [0, 0, 0, 2],
    [1, 0, 1, 2],
    [2, 1, 0, 2],
    [3, 1, 1, 2],
    [4, 2, 0, 1],
    [5, 3, 0, 2],
    [6, 3, 1, 2],
  ]);
});

test('it can begin at any step', async (t) => {
  const all = await partsOf(5, 0, 9, 3);
  for (let from = 0; from <= 9; from++) {
    t.deepEqual(
      await partsOf(5, from, 9, 3),
      all.filter(([, completed]) => completed! >= from),
    );
  }
});

test('an epoch of fewer batches than a step takes is one step', async (t) => {
  t.deepEqual(await partsOf(2, 0, 2, 5), [
    [0, 0, 0, 2],
    [1, 0, 1, 2],
    [2, 1, 0, 2],
    [3, 1, 1, 2],
  ]);
});
