import * as tf from '@tensorflow/tfjs-core';
import type { ExecutionContext } from 'ava';
import type { Loss } from '../../../src/registry/index.ts';
import { assertAllClose, patternTensor, readTensorFixture } from '../../helpers/tensors.ts';

const expected = await readTensorFixture('ops');

/** The target of test/fixtures/nn/ops.py: three classes, every seventh of 60 pixels ignored. */
export const targets = Int32Array.from({ length: 60 }, (_, index) =>
  index % 7 === 0 ? 255 : Math.floor((index * 5) / 3) % 3,
);

export function logits(): tf.Tensor4D {
  return tf.tidy(() => tf.mul<tf.Tensor4D>(patternTensor<tf.Rank.R4>([2, 6, 5, 3], 7), 6));
}

/** Value and gradient of `loss` are those that PyTorch gave under `name`; only the logits stay in memory. */
export async function assertPyTorch(t: ExecutionContext, name: string, loss: Loss, values = targets): Promise<void> {
  const target = tf.tensor3d(values, [2, 6, 5], 'int32');
  const before = tf.memory().numTensors;
  const { value, grad } = tf.valueAndGrad((x) => loss(x as tf.Tensor4D, target))(logits());
  t.is(value.rank, 0);
  await assertAllClose(t, value, expected(`loss.${name}.value`), 1e-5, 'value');
  await assertAllClose(t, grad, expected(`loss.${name}.dx`), 1e-4, 'gradient');
  t.is(tf.memory().numTensors, before + 1, 'only the logits are left');
}

/** The loss of a batch whose every pixel is ignored is 0, and has no gradient. */
export async function assertNothingCounts(t: ExecutionContext, loss: Loss): Promise<void> {
  const { value, grad } = tf.valueAndGrad((x) => loss(x as tf.Tensor4D, tf.fill([2, 6, 5], 255, 'int32')))(logits());
  t.is(Math.abs((await value.data())[0]!), 0);
  t.true((await grad.data()).every((entry) => entry === 0));
}

/** Logits thousands apart give a finite loss and gradient: exponentials neither overflow nor become log 0. */
export async function assertFinite(t: ExecutionContext, loss: Loss): Promise<void> {
  const far = tf.tidy(() => tf.mul<tf.Tensor4D>(logits(), 1000));
  const { value, grad } = tf.valueAndGrad((x) => loss(x as tf.Tensor4D, tf.zeros([2, 6, 5], 'int32')))(far);
  const [number] = await value.data();
  t.true(Number.isFinite(number) && number! > 100);
  t.true((await grad.data<'float32'>()).every(Number.isFinite));
}

/** The loss of pixels in a row, each with logits by class. */
export async function lossOf(loss: Loss, pixels: readonly (readonly number[])[], labels: number[]): Promise<number> {
  const x = tf.tensor4d(pixels.flat(), [1, 1, pixels.length, pixels[0]!.length]);
  const value = tf.tidy(() => loss(x, tf.tensor3d(labels, [1, 1, labels.length], 'int32')));
  return (await value.data())[0]!;
}
