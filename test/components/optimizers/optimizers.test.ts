import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import type { ComponentReference } from '../../../src/registry/index.ts';
import { buildPart } from '../../helpers/networks.ts';
import { assertAllClose, patternTensor, readTensorFixture, startTestEngine } from '../../helpers/tensors.ts';

const expected = await readTensorFixture('ops');
test.before(startTestEngine);

const gradientsOf = (step: number) =>
  new Map<string, tf.Tensor>([
    ['a', patternTensor<tf.Rank.R2>([3, 4], 100 + step)],
    ['b', patternTensor<tf.Rank.R1>([5], 200 + step)],
  ]);

const oracle = test.macro({
  title: (_, name) => `20 steps of ${name} with StepLR give PyTorch's parameters`,
  async exec(t, name: string, reference: ComponentReference) {
    const a = tf.variable(patternTensor<tf.Rank.R2>([3, 4], 50));
    const b = tf.variable(patternTensor<tf.Rank.R1>([5], 51));
    const optimizer = await buildPart('optimizer', reference, {
      parameters: [
        ['a', a],
        ['b', b],
      ],
    });
    const scheduler = await buildPart('scheduler', { type: 'step', step_size: 6, gamma: 0.5 });
    for (let step = 0; step < 20; step++) {
      const gradients = gradientsOf(step);
      const before = tf.memory().numTensors;
      optimizer.step(gradients, optimizer.learningRate * scheduler(step));
      t.is(tf.memory().numTensors, before, 'a step leaves no tensor');
      tf.dispose([...gradients.values()]);
      if (![0, 1, 19].includes(step)) continue;
      await assertAllClose(t, a, expected(`optimizer.${name}.${step}.a`), 1e-5, `a after step ${step}`);
      await assertAllClose(t, b, expected(`optimizer.${name}.${step}.b`), 1e-5, `b after step ${step}`);
    }
    t.is(optimizer.stepCount, 20);
    optimizer.dispose();
    tf.dispose([a, b]);
  },
});

test.serial(oracle, 'adam', { type: 'adam', lr: 1e-2 });
test.serial(oracle, 'adam.decay', { type: 'adam', lr: 1e-2, weight_decay: 0.1, betas: [0.8, 0.99], eps: 1e-4 });
test.serial(oracle, 'adamw', { type: 'adamw', lr: 1e-2, weight_decay: 0.1 });
test.serial(oracle, 'sgd', { type: 'sgd', lr: 1e-2, weight_decay: 0.1 });
test.serial(oracle, 'sgd.momentum', { type: 'sgd', lr: 1e-2, momentum: 0.9, weight_decay: 0.1 });
test.serial(oracle, 'sgd.nesterov', { type: 'sgd', lr: 1e-2, momentum: 0.9, nesterov: true });

test.serial('a parameter without a gradient is left alone', async (t) => {
  const [a, b] = [tf.variable(tf.ones([2])), tf.variable(tf.ones([2]))];
  const optimizer = await buildPart(
    'optimizer',
    { type: 'adamw' },
    {
      parameters: [
        ['a', a],
        ['b', b],
      ],
    },
  );
  optimizer.step(new Map([['a', tf.ones([2])]]), 1e-3);
  t.notDeepEqual([...(await a.data())], [1, 1]);
  t.deepEqual([...(await b.data())], [1, 1]);
});

test.serial("slots have PyTorch's names and continue where they were saved", async (t) => {
  const build = async (start: tf.Variable) =>
    buildPart('optimizer', { type: 'adam', lr: 0.1 }, { parameters: [['w', start]] });
  const w = tf.variable(tf.ones([3]));
  const first = await build(w);
  first.step(new Map([['w', tf.tensor1d([1, -2, 3])]]), 0.1);
  const copy = tf.variable(w);
  const second = await build(copy);
  t.deepEqual([...second.stateDict().keys()], ['exp_avg.w', 'exp_avg_sq.w']);
  for (const [name, slot] of second.stateDict()) slot.assign(first.stateDict().get(name)!);
  second.stepCount = first.stepCount;
  for (const optimizer of [first, second]) optimizer.step(new Map([['w', tf.tensor1d([0.5, 0.5, 0.5])]]), 0.1);
  t.deepEqual([...(await copy.data())], [...(await w.data())]);
});

test('Nesterov momentum without momentum is refused', async (t) => {
  const error = await t.throwsAsync(buildPart('optimizer', { type: 'sgd', nesterov: true }), {
    instanceOf: TesseraError,
  });
  t.is(error.problems[0]?.code, 'bad-value');
});
