import test from 'ava';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertPyTorch } from './_cases.ts';

test.before(startTestEngine);

test.serial("20 steps with YAML's parameters give PyTorch's", async (t) => {
  const reference = { type: 'rmsprop', momentum: 0.9, alpha: 0.9, eps: 1e-3 };
  await assertPyTorch(t, 'rmsprop.momentum', (parameters) => buildPart('optimizer', reference, { parameters }));
});

test.serial("the defaults are PyTorch's", async (t) => {
  const reference = { type: 'rmsprop', weight_decay: 0.1 };
  await assertPyTorch(t, 'rmsprop', (parameters) => buildPart('optimizer', reference, { parameters }));
});

test('alpha must be below 1', async (t) => {
  await t.throwsAsync(async () => buildPart('optimizer', { type: 'rmsprop', alpha: 1 }), { message: /alpha/ });
});
