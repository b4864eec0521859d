import * as tf from '@tensorflow/tfjs-core';
import type { ExecutionContext } from 'ava';
import type { NamedVariables } from '../../../src/components/optimizers/slots.ts';
import type { Optimizer } from '../../../src/registry/index.ts';
import { assertAllClose, patternTensor, readTensorFixture } from '../../helpers/tensors.ts';

const [ops, more] = await Promise.all(['ops', 'optimizers'].map(readTensorFixture));
const given = new Set(['adam', 'adam.decay', 'adamw', 'sgd', 'sgd.momentum', 'sgd.nesterov']);

/**
 * After 20 steps with the learning rate halved every 6, the parameters are those that PyTorch gave under `name`.
 * `lateBy`: the steps in which `b` has no gradient yet.
 */
export async function assertPyTorch(
  t: ExecutionContext,
  name: string,
  create: (parameters: NamedVariables) => Optimizer | Promise<Optimizer>,
  { lateBy = 0 } = {},
): Promise<void> {
  const expected = (given.has(name) ? ops : more)!;
  const a = tf.variable(patternTensor<tf.Rank.R2>([3, 4], 50));
  const b = tf.variable(patternTensor<tf.Rank.R1>([5], 51));
  const optimizer = await create([
    ['a', a],
    ['b', b],
  ]);
  for (let step = 0; step < 20; step++) {
    const gradients = new Map<string, tf.Tensor>([['a', patternTensor<tf.Rank.R2>([3, 4], 100 + step)]]);
    if (step >= lateBy) gradients.set('b', patternTensor<tf.Rank.R1>([5], 200 + step));
    const before = tf.memory().numTensors;
    optimizer.step(gradients, optimizer.learningRate * 0.5 ** Math.floor(step / 6));
    t.is(tf.memory().numTensors, before, 'a step leaves no tensor');
    tf.dispose([...gradients.values()]);
    if (![0, 1, 19].includes(step)) continue;
    await assertAllClose(t, a, expected(`optimizer.${name}.${step}.a`), 1e-5, `a after step ${step}`);
    await assertAllClose(t, b, expected(`optimizer.${name}.${step}.b`), 1e-5, `b after step ${step}`);
  }
  t.is(optimizer.stepCount, 20);
  optimizer.dispose();
  tf.dispose([a, b]);
}

/** The value of a single parameter that starts at `start`, after one step per gradient at the optimizer's own rate. */
export async function descend(
  create: (parameters: NamedVariables) => Optimizer | Promise<Optimizer>,
  start: number,
  gradients: readonly number[],
): Promise<number> {
  const w = tf.variable(tf.tensor1d([start]));
  const optimizer = await create([['w', w]]);
  for (const gradient of gradients) optimizer.step(new Map([['w', tf.tensor1d([gradient])]]), optimizer.learningRate);
  const [value] = await w.data();
  optimizer.dispose();
  w.dispose();
  return value!;
}
