import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createRmsprop } from '../../../src/components/optimizers/rmsprop-optimizer.ts';
import type { RmspropParams } from '../../../src/components/optimizers/rmsprop.ts';
import type { NamedVariables } from '../../../src/components/optimizers/slots.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertPyTorch, descend } from './_cases.ts';

test.before(startTestEngine);

const defaults = { lr: 1e-2, alpha: 0.99, eps: 1e-8, momentum: 0, centered: false, weight_decay: 0, groups: [] };
const create =
  (changes: Partial<RmspropParams> = {}) =>
  (parameters: NamedVariables) =>
    createRmsprop(parameters, { ...defaults, ...changes });

test.serial("20 steps with weight decay give PyTorch's parameters", (t) =>
  assertPyTorch(t, 'rmsprop', create({ weight_decay: 0.1 })),
);
test.serial("20 steps with momentum, another alpha and a large epsilon give PyTorch's parameters", (t) =>
  assertPyTorch(t, 'rmsprop.momentum', create({ momentum: 0.9, alpha: 0.9, eps: 1e-3 })),
);
test.serial("20 centred steps give PyTorch's parameters", (t) =>
  assertPyTorch(t, 'rmsprop.centered', create({ centered: true, momentum: 0.5 })),
);
test.serial("groups with rates and decays of their own give PyTorch's parameters", (t) =>
  assertPyTorch(
    t,
    'rmsprop.groups',
    create({
      weight_decay: 0.1,
      groups: [
        { match: 'a', lr: 3e-3 },
        { match: 'b', weight_decay: 0 },
      ],
    }),
  ),
);

test.serial('by hand: the first step is the rate over the root of 1 - alpha', async (t) => {
  const value = await descend(create({ lr: 0.1, alpha: 0.75 }), 1, [-8]);
  t.true(Math.abs(value - 1.2) < 1e-6, `${value}`);
});

test.serial('equal gradients for so long that their variance rounds to nothing keep a number', async (t) => {
  const gradients = Array.from({ length: 60 }, () => 0.3);
  t.true(Number.isFinite(await descend(create({ centered: true, alpha: 0.5, eps: 1e-3 }), 1, gradients)));
});

test.serial('it has the slots that it needs, and disposes of them', (t) => {
  const w = tf.variable(tf.ones([3]));
  const before = tf.memory().numTensors;
  const slots = (changes: Partial<RmspropParams>) => {
    const optimizer = create(changes)([['w', w]]);
    const names = [...optimizer.stateDict().keys()];
    optimizer.dispose();
    return names;
  };
  t.deepEqual(slots({}), ['square_avg.w']);
  t.deepEqual(slots({ momentum: 0.9 }), ['square_avg.w', 'momentum_buffer.w']);
  t.deepEqual(slots({ centered: true }), ['square_avg.w', 'grad_avg.w']);
  t.is(tf.memory().numTensors, before);
});
