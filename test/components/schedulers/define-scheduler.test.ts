import test from 'ava';
import { inUnit } from '../../../src/components/schedulers/define-scheduler.ts';
import { buildPart } from '../../helpers/networks.ts';
import { assertFactors, assertPyTorchFactors } from './_factors.ts';

for (const [type, params] of Object.entries({
  constant: {},
  step: { step_size: 7, gamma: 0.5 },
  cosine: {},
  poly: {},
})) {
  test(`a warm-up before \`${type}\` is LinearLR before it in PyTorch's SequentialLR`, (t) =>
    assertPyTorchFactors(t, `${type}.warmup`, { type, ...params, warmup: { steps: 7, start_factor: 0.25 } }));
}

test('the rate rises from a third of it by default, and is whole when the warm-up is complete', (t) =>
  assertFactors(t, { type: 'constant', warmup: { steps: 4 } }, { 0: 1 / 3, 2: 2 / 3, 3: 5 / 6, 4: 1, 5: 1 }));

test('validations in the warm-up do not count', async (t) => {
  const scheduler = await buildPart('scheduler', { type: 'reduce-on-plateau', patience: 0, warmup: { steps: 10 } });
  const values = [5, 10, 15, 20].map((step) => ({ step, value: 0.5 }));
  t.is(scheduler.watches, 'best');
  t.is(scheduler(15, { direction: 'max', values: values.slice(0, 3) }), 1);
  t.is(scheduler(20, { direction: 'max', values }), 0.1);
});

test('an epoch counts when it is complete', (t) => {
  t.deepEqual(
    [0, 9, 10, 19, 20].map((step) => inUnit('epochs', step, { stepsPerEpoch: 10, warmupSteps: 0 })),
    [0, 0, 1, 1, 2],
  );
  t.is(inUnit('steps', 19, { stepsPerEpoch: 10, warmupSteps: 5 }), 19);
});

test('after a warm-up the rate changes between epochs, and complete epochs of the warm-up do not count', async (t) => {
  const params = { type: 'multi-step', milestones: [1, 2], gamma: 0.1, unit: 'epochs', warmup: { steps: 3 } };
  const context = { totalSteps: 12, stepsPerEpoch: 2 };
  const scheduler = await buildPart('scheduler', params, context);
  const factors = [3, 4, 5, 6, 7, 8].map((completed) => scheduler(completed).toFixed(4));
  t.deepEqual(factors, ['1.0000', '0.1000', '0.1000', '0.0100', '0.0100', '0.0100']);
});
