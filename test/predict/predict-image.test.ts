import test from 'ava';
import type { Forward } from '../../src/predict/forward.ts';
import { predictImage } from '../../src/predict/predict-image.ts';

/** Two classes: the logit of the second is the red channel less 100. */
const byRed: Forward = async (image) =>
  Float32Array.from({ length: (image.length / 3) * 2 }, (_, at) => (at % 2 === 0 ? 0 : image[(at >> 1) * 3]! - 100));

test('an answer has the labels of all rows, and probabilities if they are asked for', async (t) => {
  const reds = [90, 110, 100, 101, 99, 120];
  const image = { name: 'x', height: 3, width: 2, image: Uint8Array.from(reds.flatMap((red) => [red, 0, 0])) };
  const framing = { kind: 'tiles', tile: { height: 2, width: 2 }, overlap: 0 } as const;
  const question = { classes: 2, framing, forward: byRed };
  const { labels, probabilities, ...rest } = await predictImage(image, { ...question, probabilities: true });
  t.deepEqual([...labels], [0, 1, 0, 1, 0, 1]);
  t.like(rest, { height: 3, width: 2 });
  t.deepEqual(
    rest.shares.map(({ share }) => share),
    [0.5, 0.5],
  );
  t.is(probabilities?.length, 12);
  t.is(Number(probabilities![7]!.toFixed(5)), 0.73106, 'the sigmoid of 1 in the fourth pixel');
  t.false('probabilities' in (await predictImage(image, { ...question, probabilities: false })));
});
