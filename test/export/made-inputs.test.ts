import test from 'ava';
import { madeInputs } from '../../src/export/made-inputs.ts';

const asked = { count: 4, multiple: 8 };

test('images are made of the size of the inputs, in batches, and are the same at every call', (t) => {
  const own = { height: 20, width: 16 };
  const inputs = madeInputs(own, 'the folder is gone', asked);
  t.like(inputs, { split: 'made', photos: 4, missing: 'the folder is gone' });
  t.deepEqual(
    inputs.batches.map(({ count, height, width, pixels }) => [count, height, width, pixels.length]),
    [
      [3, 24, 16, 3 * 24 * 16 * 3],
      [1, 24, 16, 24 * 16 * 3],
    ],
  );
  t.deepEqual(madeInputs(own, '', asked).batches, inputs.batches);
  const { height, width } = madeInputs(own, '', { ...asked, size: { height: 8, width: 40 } }).batches[0]!;
  t.deepEqual([height, width], [8, 40]);
});

test('they have many colours, and differ from each other', (t) => {
  const { pixels } = madeInputs({ height: 32, width: 32 }, '', asked).batches[0]!;
  t.true(new Set(pixels).size > 100);
  const size = 32 * 32 * 3;
  t.notDeepEqual(pixels.subarray(0, size), pixels.subarray(size, 2 * size));
});
