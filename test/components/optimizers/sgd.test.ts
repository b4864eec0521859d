import test from 'ava';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertPyTorch, descend } from './_cases.ts';

test.before(startTestEngine);

test.serial("20 steps with YAML's parameters give PyTorch's", async (t) => {
  const reference = { type: 'sgd', lr: 1e-2, momentum: 0.9, weight_decay: 0.1 };
  await assertPyTorch(t, 'sgd.momentum', (parameters) => buildPart('optimizer', reference, { parameters }));
});

test.serial('by default the learning rate is 0.01, without momentum or decay', async (t) => {
  const value = await descend((parameters) => buildPart('optimizer', { type: 'sgd' }, { parameters }), 1, [2, 4]);
  t.true(Math.abs(value - 0.94) < 1e-6);
});

test('Nesterov momentum without momentum is refused', async (t) => {
  await t.throwsAsync(async () => buildPart('optimizer', { type: 'sgd', nesterov: true }), {
    message: /"nesterov"[^]*expected `momentum` above 0 beside `nesterov`/,
  });
  await t.notThrowsAsync(buildPart('optimizer', { type: 'sgd', nesterov: true, momentum: 0.1 }));
});

test('Nesterov momentum with dampening is refused, as in PyTorch', async (t) => {
  const reference = { type: 'sgd', nesterov: true, momentum: 0.9, dampening: 0.1 };
  await t.throwsAsync(async () => buildPart('optimizer', reference), {
    message: /"dampening"[^]*expected `dampening` of 0 beside `nesterov`/,
  });
});

test('momentum must be below 1', async (t) => {
  await t.throwsAsync(async () => buildPart('optimizer', { type: 'sgd', momentum: 1 }), { message: /momentum/ });
});
