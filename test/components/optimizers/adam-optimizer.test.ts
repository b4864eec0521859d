import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createAdam } from '../../../src/components/optimizers/adam-optimizer.ts';
import type { AdamParams } from '../../../src/components/optimizers/adam-params.ts';
import type { NamedVariables } from '../../../src/components/optimizers/slots.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertPyTorch, descend } from './_cases.ts';

test.before(startTestEngine);

const defaults = { lr: 1e-2, betas: [0.9, 0.999] as [number, number], eps: 1e-8, weight_decay: 0 };
const create =
  (changes: Partial<AdamParams> = {}, decoupled = false, firstSteps?: ReadonlyMap<string, number>) =>
  (parameters: NamedVariables) =>
    createAdam(parameters, { ...defaults, ...changes }, { decoupled, firstSteps });

test.serial("20 steps give PyTorch's parameters", (t) => assertPyTorch(t, 'adam', create()));
test.serial("20 steps with weight decay, other betas and a large epsilon give PyTorch's parameters", (t) =>
  assertPyTorch(t, 'adam.decay', create({ weight_decay: 0.1, betas: [0.8, 0.99], eps: 1e-4 })),
);
test.serial("20 decoupled steps give AdamW's parameters in PyTorch", (t) =>
  assertPyTorch(t, 'adamw', create({ weight_decay: 0.1 }, true)),
);
test.serial("20 steps divided by the largest mean of squares give PyTorch's parameters", (t) =>
  assertPyTorch(t, 'adam.amsgrad', create({ amsgrad: true, betas: [0.8, 0.7] })),
);
test.serial("a parameter that begins to train later has PyTorch's bias correction from its own first step", (t) =>
  assertPyTorch(t, 'adam.late', create({}, false, new Map([['b', 7]])), { lateBy: 7 }),
);
test.serial("groups with rates and decays of their own give PyTorch's parameters", (t) =>
  assertPyTorch(
    t,
    'adamw.groups',
    create(
      {
        weight_decay: 0.1,
        groups: [
          { match: 'a', lr: 3e-3 },
          { match: 'norms-and-biases', weight_decay: 0 },
        ],
      },
      true,
    ),
  ),
);

test.serial('by hand: the first step is the learning rate, whatever the size of the gradient', async (t) => {
  for (const gradient of [1e-3, 1, 1e3]) {
    const value = await descend(create({ lr: 0.1 }), 1, [gradient]);
    t.true(Math.abs(value - 0.9) < 1e-5, `gradient ${gradient}`);
  }
  t.true(Math.abs((await descend(create({ lr: 0.1 }), 1, [-5])) - 1.1) < 1e-5);
});

test.serial('a parameter without a gradient is left alone, decoupled decay included', async (t) => {
  const [a, b] = [tf.variable(tf.ones([2])), tf.variable(tf.ones([2]))];
  const optimizer = create(
    { weight_decay: 0.5 },
    true,
  )([
    ['a', a],
    ['b', b],
  ]);
  optimizer.step(new Map([['a', tf.ones([2])]]), 1e-3);
  t.notDeepEqual([...(await a.data())], [1, 1]);
  t.deepEqual([...(await b.data())], [1, 1]);
});

test.serial("slots have PyTorch's names and continue where they were saved", async (t) => {
  const w = tf.variable(tf.ones([3]));
  const first = create({ lr: 0.1 })([['w', w]]);
  first.step(new Map([['w', tf.tensor1d([1, -2, 3])]]), 0.1);
  t.deepEqual([...first.stateDict().keys()], ['exp_avg.w', 'exp_avg_sq.w']);
  const means = [...(await first.stateDict().get('exp_avg.w')!.data())];
  t.true(means.every((value, index) => Math.abs(value - [0.1, -0.2, 0.3][index]!) < 1e-7));
  const copy = tf.variable(w);
  const second = create({ lr: 0.1 })([['w', copy]]);
  for (const [name, slot] of second.stateDict()) slot.assign(first.stateDict().get(name)!);
  second.stepCount = first.stepCount;
  for (const optimizer of [first, second]) optimizer.step(new Map([['w', tf.tensor1d([0.5, 0.5, 0.5])]]), 0.1);
  t.deepEqual([...(await copy.data())], [...(await w.data())]);
});

test.serial('it disposes of its slots and not of the parameters', async (t) => {
  const w = tf.variable(tf.ones([3]));
  const before = tf.memory().numTensors;
  const optimizer = create()([['w', w]]);
  t.is(tf.memory().numTensors, before + 2);
  optimizer.dispose();
  t.is(tf.memory().numTensors, before);
  t.deepEqual([...(await w.data())], [1, 1, 1]);
});
