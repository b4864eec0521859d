import test from 'ava';
import { tversky } from '../../../src/components/losses/tversky.ts';
import { refSlot } from '../../../src/config/json-schema.ts';
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

test.serial('false positives count by alpha and false negatives by beta, by hand', async (t) => {
  const loss = await buildPart('loss', { type: 'tversky', alpha: 0.2, beta: 0.8, gamma: 2 }, { classes: classList(2) });
  const expected = ((1 - 0.25 / (0.25 + 0.2 * 0.5 + 0.8 * 0.75) + 1 - 0.5 / (0.5 + 0.2 * 0.75 + 0.8 * 0.5)) / 2) ** 2;
  t.true(Math.abs((await lossOf(loss, pixels, labels)) - expected) < 1e-6);
});

test('false positives or false negatives must weigh something, or nothing would train', (t) => {
  const params = tversky.params(refSlot);
  t.true(params.safeParse({ alpha: 0, beta: 1 }).success);
  t.true(params.safeParse({ alpha: 1, beta: 0 }).success);
  t.deepEqual(params.safeParse({ alpha: 0, beta: 0 }).error?.issues[0]?.path, ['beta']);
});
