import type * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { assertAllClose, patternTensor, readTensorFixture, valueAndGradients } from '../helpers/tensors.ts';

const expected = await readTensorFixture('ops');

export type Shape4 = [number, number, number, number];

/** Compares an op on an image with PyTorch's, by its name in test/fixtures/nn/ops.py. */
export const imageOp = test.macro({
  title: (_, name) => `${name} has PyTorch's values and gradient`,
  async exec(t, name: string, shape: Shape4, op: (x: tf.Tensor4D) => tf.Tensor4D) {
    const x = patternTensor<tf.Rank.R4>(shape, 1);
    const { y, gradients } = valueAndGradients(
      (input) => op(input as tf.Tensor4D),
      [x],
      (value) => patternTensor<tf.Rank.R4>(value.shape, 2),
    );
    await assertAllClose(t, y, expected(`${name}.y`), 1e-5, 'values');
    await assertAllClose(t, gradients[0]!, expected(`${name}.dx`), 1e-4, 'gradients');
  },
});
