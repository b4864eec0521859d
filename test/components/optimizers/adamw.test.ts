import test from 'ava';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertPyTorch, descend } from './_cases.ts';

test.before(startTestEngine);

test.serial("20 steps with YAML's parameters give PyTorch's", async (t) => {
  const reference = { type: 'adamw', lr: 1e-2, weight_decay: 0.1 };
  await assertPyTorch(t, 'adamw', (parameters) => buildPart('optimizer', reference, { parameters }));
});

test.serial('weight decay shrinks the parameter by lr times decay, whatever the gradient', async (t) => {
  const reference = { type: 'adamw', lr: 0.1, weight_decay: 0.5 };
  const value = await descend((parameters) => buildPart('optimizer', reference, { parameters }), 2, [0]);
  t.true(Math.abs(value - 2 * (1 - 0.1 * 0.5)) < 1e-6);
});

test.serial('by default the learning rate is 1e-3 and weight decay 0.01', async (t) => {
  const value = await descend((parameters) => buildPart('optimizer', { type: 'adamw' }, { parameters }), 1000, [0]);
  t.true(Math.abs(value - 1000 * (1 - 1e-3 * 1e-2)) < 1e-3);
});
