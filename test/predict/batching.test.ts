import test from 'ava';
import { inBatches } from '../../src/predict/batching.ts';
import type { BatchForward } from '../../src/predict/forward.ts';

/** One class; each pixel's logit is its red. */
const counting = () => {
  const batches: string[] = [];
  const forward: BatchForward = async (images, count, { height, width }) => {
    batches.push(`${count} of ${height} x ${width}`);
    return Float32Array.from({ length: count * height * width }, (_, pixel) => images[pixel * 3]!);
  };
  return { batches, forward };
};
const image = (red: number, pixels: number) =>
  Uint8Array.from({ length: pixels * 3 }, (_, at) => (at % 3 === 0 ? red : 0));

test('images that are asked for at a time are taken in whole batches of one size, the rest alone', async (t) => {
  const { batches, forward } = counting();
  const ask = inBatches(forward, 2);
  const small = { height: 1, width: 2 };
  const large = { height: 2, width: 2 };
  const answers = await Promise.all([
    ask(image(1, 2), small),
    ask(image(2, 4), large),
    ask(image(3, 2), small),
    ask(image(4, 4), large),
    ask(image(5, 2), small),
  ]);
  t.deepEqual(batches, ['2 of 1 x 2', '2 of 2 x 2', '1 of 1 x 2']);
  t.deepEqual(
    answers.map((logits) => [...logits]),
    [
      [1, 1],
      [2, 2, 2, 2],
      [3, 3],
      [4, 4, 4, 4],
      [5, 5],
    ],
  );
  t.deepEqual([...(await ask(image(6, 2), small))], [6, 6]);
});

test('an error goes to those who asked, and the next image is answered', async (t) => {
  const { forward } = counting();
  const ask = inBatches(async (images, count, size) => {
    if (images[0] === 9) throw new Error('too much');
    return forward(images, count, size);
  }, 1);
  const size = { height: 1, width: 1 };
  const [bad, good] = await Promise.allSettled([ask(image(9, 1), size), ask(image(2, 1), size)]);
  t.is(bad.status, 'rejected');
  t.like(good, { status: 'fulfilled' });
});
