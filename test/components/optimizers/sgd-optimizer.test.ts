import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createSgd } from '../../../src/components/optimizers/sgd-optimizer.ts';
import type { SgdParams } from '../../../src/components/optimizers/sgd.ts';
import type { NamedVariables } from '../../../src/components/optimizers/slots.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertPyTorch, descend } from './_cases.ts';

test.before(startTestEngine);

const defaults = { lr: 1e-2, momentum: 0, dampening: 0, nesterov: false, weight_decay: 0, groups: [] };
const create =
  (changes: Partial<SgdParams> = {}, firstSteps?: ReadonlyMap<string, number>) =>
  (parameters: NamedVariables) =>
    createSgd(parameters, { ...defaults, ...changes }, firstSteps);

test.serial("20 steps with weight decay give PyTorch's parameters", (t) =>
  assertPyTorch(t, 'sgd', create({ weight_decay: 0.1 })),
);
test.serial("20 steps with momentum give PyTorch's parameters", (t) =>
  assertPyTorch(t, 'sgd.momentum', create({ momentum: 0.9, weight_decay: 0.1 })),
);
test.serial("20 steps with Nesterov momentum give PyTorch's parameters", (t) =>
  assertPyTorch(t, 'sgd.nesterov', create({ momentum: 0.9, nesterov: true })),
);
test.serial("20 steps with dampening give PyTorch's parameters", (t) =>
  assertPyTorch(t, 'sgd.dampening', create({ momentum: 0.9, dampening: 0.3 })),
);
test.serial("dampening leaves the first gradient of a parameter whole, whenever that comes, as PyTorch's", (t) =>
  assertPyTorch(t, 'sgd.late', create({ momentum: 0.9, dampening: 0.3 }, new Map([['b', 7]])), { lateBy: 7 }),
);
test.serial("groups with rates and decays of their own give PyTorch's parameters", (t) =>
  assertPyTorch(
    t,
    'sgd.groups',
    create({
      momentum: 0.9,
      weight_decay: 0.1,
      groups: [
        { match: 'a', lr_scale: 0.3 },
        { match: 'b', weight_decay: 0 },
      ],
    }),
  ),
);

test.serial('by hand: two steps of gradient 2, then 4', async (t) => {
  const start = { lr: 0.1, momentum: 0.5 };
  // Plain: 1 - 0.1 * 2 - 0.1 * 4.
  t.true(Math.abs((await descend(create({ lr: 0.1 }), 1, [2, 4])) - 0.4) < 1e-6);
  // The buffer is 2, then 0.5 * 2 + 4 = 5.
  t.true(Math.abs((await descend(create(start), 1, [2, 4])) - (1 - 0.2 - 0.5)) < 1e-6);
  // Ahead of it: 2 + 0.5 * 2 = 3, then 4 + 0.5 * 5 = 6.5.
  t.true(Math.abs((await descend(create({ ...start, nesterov: true }), 1, [2, 4])) - (1 - 0.3 - 0.65)) < 1e-6);
});

test.serial('it has slots with momentum only, and disposes of them', (t) => {
  const w = tf.variable(tf.ones([3]));
  const before = tf.memory().numTensors;
  t.deepEqual(
    [
      ...create()([['w', w]])
        .stateDict()
        .keys(),
    ],
    [],
  );
  const optimizer = create({ momentum: 0.9 })([['w', w]]);
  t.deepEqual([...optimizer.stateDict().keys()], ['momentum_buffer.w']);
  optimizer.dispose();
  t.is(tf.memory().numTensors, before);
});
