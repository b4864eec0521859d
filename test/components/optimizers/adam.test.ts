import test from 'ava';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertPyTorch, descend } from './_cases.ts';

test.before(startTestEngine);

test.serial("20 steps with YAML's parameters give PyTorch's", async (t) => {
  const reference = { type: 'adam', lr: 1e-2, weight_decay: 0.1, betas: [0.8, 0.99], eps: 1e-4 };
  await assertPyTorch(t, 'adam.decay', (parameters) => buildPart('optimizer', reference, { parameters }));
});

test.serial('by default the learning rate is 1e-3 and nothing decays', async (t) => {
  const optimizer = await buildPart('optimizer', { type: 'adam' });
  t.is(optimizer.learningRate, 1e-3);
  t.is(await descend((parameters) => buildPart('optimizer', { type: 'adam' }, { parameters }), 1, [0]), 1);
});

test.serial('weight decay is a part of the gradient: alone it makes a full step', async (t) => {
  const reference = { type: 'adam', lr: 0.1, weight_decay: 0.5 };
  const value = await descend((parameters) => buildPart('optimizer', reference, { parameters }), 2, [0]);
  t.true(Math.abs(value - 1.9) < 1e-5);
});
