import * as tf from '@tensorflow/tfjs-core';
import type { ExecutionContext } from 'ava';
import type { Module, Pass } from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { inference } from './networks.ts';
import { assertAllClose, patternTensor, readTensorFixture } from './tensors.ts';

const expected = await readTensorFixture('parts');

/**
 * The same as `assign_by_name` in test/fixtures/nn/named_weights.py: values that follow from a tensor's name, or what
 * it is renamed to.
 */
export function assignByName(module: Module, rename = (name: string) => name): void {
  for (const [own, variable] of module.stateDict()) {
    const name = rename(own);
    const isScale = variable.rank === 1 && /(running_var|weight|moving_variance|gamma)$/.test(name);
    variable.assign(tf.tidy(() => tf.add(patternTensor(variable.shape, seedOf(name)), isScale ? 1 : 0)));
  }
}

/**
 * The same as `assign_scaled` in test/fixtures/nn/scaled.py: as `assignByName`, with filters of variance 1 / fan in.
 */
export function assignScaled(module: Module, rename?: (name: string) => string): void {
  assignByName(module, rename);
  for (const [, variable] of module.stateDict()) {
    const [height, width, inputs] = variable.shape as [number, number, number];
    if (variable.rank === 4)
      variable.assign(tf.tidy(() => tf.mul(variable, Math.sqrt(12 / (height * width * inputs)))));
  }
}

export interface PartOptions {
  /** Only each such row and column of outputs and gradients is in the fixture. */
  readonly every?: number;
  readonly tolerance?: number;
}

/**
 * Compares a part of a network with PyTorch's, from weights that follow from their names: outputs and input gradients
 * of a pass in training, then outputs in inference, which show the running statistics.
 */
export async function assertPart(
  t: ExecutionContext,
  name: string,
  module: Module,
  forward: (inputs: tf.Tensor4D[], pass: Pass) => tf.Tensor4D | tf.Tensor4D[],
  shapes: readonly [number, number, number, number][],
  { every = 1, tolerance = 1e-4 }: PartOptions = {},
): Promise<void> {
  assignByName(module);
  const inputs = shapes.map((shape, index) => patternTensor<tf.Rank.R4>(shape, index + 1));
  let outputs: tf.Tensor4D[] = [];
  const gradients = tf.grads((...xs: tf.Tensor[]) => {
    outputs = [forward(xs as tf.Tensor4D[], training)].flat();
    for (const output of outputs) tf.keep(output);
    return outputs
      .map((y) => tf.sum(tf.mul(y, patternTensor<tf.Rank.R4>(y.shape, 100))))
      .reduce((a, b) => tf.add(a, b));
  })(inputs);
  const kept = (y: tf.Tensor4D) => tf.tidy(() => tf.stridedSlice(y, [0, 0, 0, 0], y.shape, [1, every, every, 1]));
  for (const [index, y] of outputs.entries())
    await assertAllClose(t, kept(y), expected(`${name}.training${index}`), tolerance, `output ${index} in training`);
  for (const [index, gradient] of gradients.entries())
    await assertAllClose(
      t,
      kept(gradient as tf.Tensor4D),
      expected(`${name}.dx${index}`),
      10 * tolerance,
      `gradient of input ${index}`,
    );
  const ends = tf.tidy(() => [forward(inputs, inference)].flat());
  for (const [index, y] of ends.entries())
    await assertAllClose(t, kept(y), expected(`${name}.inference${index}`), tolerance, `output ${index} in inference`);
  tf.dispose([inputs, outputs, gradients, ends]);
  module.dispose();
}

const training: Pass = { training: true, random: createRandom(0) };

/** The same as `seed_of` in test/fixtures/nn/named_weights.py. */
function seedOf(name: string): number {
  return [...name].reduce((sum, letter, index) => sum + letter.charCodeAt(0) * (index + 1), 0) % 997;
}
