import test from 'ava';
import { augmentedForward, mirror } from '../../src/predict/augmented-forward.ts';
import type { Forward } from '../../src/predict/forward.ts';
import { noAugmentation } from '../../src/predict/tta.ts';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Two classes: the logit of the second is the column's number. It sees the left of an image with other eyes. */
const byColumn: Forward = async (_, { height, width }) =>
  Float32Array.from({ length: height * width * 2 }, (_value, at) => (at % 2 === 0 ? 0 : (at >> 1) % width));

test('pixels change sides with their channels', (t) => {
  t.deepEqual([...mirror(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), { height: 2, width: 2 }, 2)], [3, 4, 1, 2, 7, 8, 5, 6]);
});

test('mirrored answers come back, and probabilities are averaged', async (t) => {
  const asked: number[][] = [];
  const forward: Forward = (image, size) => {
    asked.push([...image]);
    return byColumn(image, size);
  };
  const image = Uint8Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3);
  const logits = await augmentedForward(forward, { flips: true, scales: [1] }, 1)(image, { height: 1, width: 3 });
  t.deepEqual(asked, [
    [1, 1, 1, 2, 2, 2, 3, 3, 3],
    [3, 3, 3, 2, 2, 2, 1, 1, 1],
  ]);
  // The outer columns are seen as 0 and as 2, the middle one twice as 1.
  const outer = (sigmoid(0) + sigmoid(2)) / 2;
  for (const [column, expected] of [outer, sigmoid(1), outer].entries()) {
    t.true(Math.abs(Math.exp(logits[column * 2 + 1]!) - expected) < 1e-6);
    t.true(Math.abs(Math.exp(logits[column * 2]!) - (1 - expected)) < 1e-6);
  }
});

test('inputs are resized bilinearly to each scale, and logits back', async (t) => {
  const asked: [string, number[]][] = [];
  const forward: Forward = async (image, { height, width }) => {
    asked.push([`${height} x ${width}`, [...image.filter((_, at) => at % 3 === 0)]]);
    return Float32Array.from({ length: height * width * 2 }, (_, at) =>
      at % 2 === 0 ? 0 : image[(at >> 1) * 3]! / 100,
    );
  };
  const image = Uint8Array.of(0, 0, 0, 100, 100, 100);
  const logits = await augmentedForward(forward, { flips: false, scales: [1, 2] }, 1)(image, { height: 1, width: 2 });
  // PyTorch's interpolate to 4 columns, half of a pixel apart: 0, 25, 75, 100.
  t.deepEqual(asked, [
    ['1 x 2', [0, 100]],
    ['2 x 4', [0, 25, 75, 100, 0, 25, 75, 100]],
  ]);
  // Back to 2 columns: their centres lie between two pixels, (0 + 0.25) / 2 and (0.75 + 1) / 2.
  const expected = [(sigmoid(0) + sigmoid(0.125)) / 2, (sigmoid(1) + sigmoid(0.875)) / 2];
  for (const [column, probability] of expected.entries())
    t.true(Math.abs(Math.exp(logits[column * 2 + 1]!) - probability) < 1e-6);
});

test('without augmentation, the answer is left as it is', async (t) => {
  const logits = await augmentedForward(byColumn, noAugmentation, 1)(new Uint8Array(9), { height: 1, width: 3 });
  t.deepEqual([...logits], [0, 0, 0, 1, 0, 2]);
});
