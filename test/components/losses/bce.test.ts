import test from 'ava';
import { buildPart, classList } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { lossOf } from './_cases.ts';

test.before(startTestEngine);

// Probabilities of two pixels: (1/4, 3/4) where class 0 is right, and (1/2, 1/2) where class 1 is; a third is ignored.
const pixels = [
  [0, Math.log(3)],
  [0, 0],
  [7, 0],
];
const labels = [0, 1, 255];

test.serial('each class has a sigmoid of its own, by hand', async (t) => {
  const loss = await buildPart(
    'loss',
    { type: 'bce', class_weight: [1, 3], pos_weight: [2, 1] },
    { classes: classList(2) },
  );
  const expected = (2 * Math.LN2 + 3 * Math.log(4) + Math.LN2 + 3 * Math.LN2) / 4;
  t.true(Math.abs((await lossOf(loss, pixels, labels)) - expected) < 1e-6);
});
