import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { Upsample } from '../../../../src/components/models/pspnet/upsample.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertPart } from '../../../helpers/named-weights.ts';
import { inference } from '../../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const notebook = { enlarge: 'nearest', enlargeFirst: false, random: createRandom(0) } as const;

test.serial("a doubling has PyTorch's outputs and gradients", async (t) => {
  const upsample = new Upsample({ ...notebook, inChannels: 4, outChannels: 3 });
  await assertPart(t, 'upsample', upsample, ([x], pass) => upsample.forward(x!, pass), [[2, 3, 2, 4]]);
});

for (const [what, options] of [
  ['bilinear', { enlarge: 'bilinear' }],
  ['first', { enlargeFirst: true }],
] as const) {
  test.serial(`a doubling that is ${what} has PyTorch's outputs and gradients`, async (t) => {
    const upsample = new Upsample({ ...notebook, ...options, inChannels: 4, outChannels: 3 });
    await assertPart(t, `upsample.${what}`, upsample, ([x], pass) => upsample.forward(x!, pass), [[2, 3, 2, 4]]);
  });
}

test.serial('it repeats each pixel in two rows and two columns', async (t) => {
  const upsample = new Upsample({ ...notebook, random: createRandom(0), inChannels: 2, outChannels: 1 });
  const y = tf.tidy(() => tf.squeeze<tf.Tensor2D>(upsample.forward(patternTensor([1, 2, 3, 2], 1), inference)));
  t.deepEqual(y.shape, [4, 6]);
  const rows = await y.array();
  for (const [row, values] of rows.entries())
    for (const [column, value] of values.entries())
      t.is(value, rows[row - (row % 2)]![column - (column % 2)]!, `pixel ${row}, ${column}`);
  t.true(new Set(rows.flat()).size > 2);
  upsample.dispose();
});
