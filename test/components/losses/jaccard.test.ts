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

test.serial('minus the logarithm of the intersection over the union, by hand', async (t) => {
  const loss = await buildPart('loss', { type: 'jaccard', log: true }, { classes: classList(2) });
  const expected = (-Math.log(0.25 / 1.5) - Math.log(0.5 / 1.75)) / 2;
  t.true(Math.abs((await lossOf(loss, pixels, labels)) - expected) < 1e-6);
});
