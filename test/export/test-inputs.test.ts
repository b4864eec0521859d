import test from 'ava';
import type { Dataset } from '../../src/data/dataset.ts';
import { batchesOf, otherSizes, readTestInputs } from '../../src/export/test-inputs.ts';
import { coordinateSample, sourceOf } from '../helpers/data.ts';

const image = (height: number, width: number, value: number) => ({
  name: String(value),
  height,
  width,
  image: new Uint8Array(height * width * 3).fill(value),
});

test('images of one size are batches of at most three, in the order of the sizes', (t) => {
  const images = [image(1, 2, 1), image(2, 1, 2), image(1, 2, 3), image(1, 2, 4), image(1, 2, 5)];
  t.deepEqual(
    batchesOf(images).map(({ count, height, width, pixels }) => [count, height, width, pixels[0], pixels.at(-1)]),
    [
      [3, 1, 2, 1, 4],
      [1, 1, 2, 5, 5],
      [1, 2, 1, 2, 2],
    ],
  );
});

test('other sizes are the smallest in both shapes and one beyond, with the pixels repeated', (t) => {
  const pixels = Uint8Array.from({ length: 2 * 3 * 3 }, (_, at) => at);
  const sizes = otherSizes({ count: 1, height: 2, width: 3, pixels }, 2);
  t.deepEqual(
    sizes.map(({ count, height, width }) => [count, height, width]),
    [
      [1, 2, 4],
      [2, 8, 6],
      [1, 4, 6],
    ],
  );
  const [first] = sizes;
  // Two rows of columns 0, 1, 2 and 0 again.
  t.deepEqual([...first!.pixels.subarray(0, 12)], [0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2]);
  t.deepEqual([...first!.pixels.subarray(12, 15)], [9, 10, 11]);
});

/** As much of a dataset as is looked at. */
function dataset(counts: { test?: number; val?: number; train?: number }): Dataset {
  const split = (count = 0) =>
    sourceOf(Array.from({ length: count }, (_, index) => coordinateSample(8, 8, `${index}`)));
  const splits = { test: split(counts.test), val: split(counts.val), train: split(counts.train) };
  return { splits, imageSize: { height: 8, width: 8 }, interpolation: 'nearest' } as unknown as Dataset;
}

test('photos come evenly from the test split, or from the first that has any', async (t) => {
  const of = async (given: Dataset, count: number) => {
    const { split, photos, batches } = await readTestInputs(given, { count, multiple: 4 });
    return [split, photos, batches.length];
  };
  t.deepEqual(await of(dataset({ test: 7, val: 9 }), 4), ['test', 4, 2]);
  t.deepEqual(await of(dataset({ val: 2, train: 9 }), 4), ['val', 2, 1]);
  t.deepEqual(await of(dataset({}), 4), ['test', 0, 0]);
});
