import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { buildPart, training } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('by default it has width 0.75 and trains', async (t) => {
  const encoder = await buildPart('encoder', { type: 'mobilenet_v1' });
  t.deepEqual(
    encoder.levels.map(({ stride, channels }) => [stride, channels]),
    [
      [2, 48],
      [4, 96],
      [8, 192],
      [16, 384],
      [32, 768],
    ],
  );
  t.false(encoder.frozen);
  t.true(encoder.namedParameters().every(([, parameter]) => parameter.trainable));
  encoder.dispose();
});

test.serial('without weights, statistics follow as in PyTorch: a tenth of each batch', async (t) => {
  const encoder = await buildPart('encoder', { type: 'mobilenet_v1', alpha: 0.25 });
  tf.tidy(() => void encoder.forward(tf.zeros([1, 64, 64, 3]), training()));
  // The variance of a batch of equal pixels is 0, and that at the start is 1.
  for (const variance of await encoder.stateDict().get('conv1.bn.running_var')!.data())
    t.true(Math.abs(variance - 0.9) < 1e-6, String(variance));
  encoder.dispose();
});

test.serial('frozen, nothing in it is trainable', async (t) => {
  const encoder = await buildPart('encoder', { type: 'mobilenet_v1', alpha: 0.25, frozen: true });
  t.true(encoder.frozen);
  t.true(encoder.namedParameters().every(([, parameter]) => !parameter.trainable));
  encoder.dispose();
});

test('a width that was never published is refused', async (t) => {
  await t.throwsAsync(async () => buildPart('encoder', { type: 'mobilenet_v1', alpha: 0.3 }), { message: /alpha/ });
});

test('weights are looked for in the folder where the command was started', async (t) => {
  const weights = 'no-such/model.json';
  const reference = { type: 'mobilenet_v1', alpha: 0.25, weights };
  const error = await t.throwsAsync(buildPart('encoder', reference, { workingDirectory: '/somewhere' }));
  t.regex(error.message, /\/somewhere\/no-such\/model\.json/);
});
