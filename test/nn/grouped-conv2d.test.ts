import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../src/engine/index.ts';
import { fusedGroupedConv2d, groupedConv2d } from '../../src/nn/grouped-conv2d.ts';
import { assertAllClose, patternTensor } from '../helpers/tensors.ts';

// The contract of the engine (test/engine/contract-wide-cases.ts) compares many shapes with PyTorch on every backend.

const same = { strides: 1, dilations: 1, pad: 'same' } as const;

for (const backend of ['wasm', 'onnxruntime'] as const) {
  test.serial(`${backend}: each group of the output sees its own group of the input`, async (t) => {
    await startEngine({ backend });
    const x = tf.tensor4d([1, 2, 3, 4], [1, 1, 1, 4]);
    // Two channels in, two out for each of two groups; output o of a group weighs its inputs by the filter's column.
    const filter = tf.tensor4d([1, 10, 100, 1000, 2, 20, 200, 2000], [1, 1, 2, 4]);
    const y = tf.tidy(() => groupedConv2d(x, filter, { ...same, groups: 2 }));
    t.deepEqual([...(await y.data())], [1 + 4, 10 + 40, 300 + 800, 3000 + 8000]);
    tf.dispose([x, filter, y]);
  });

  for (const activation of ['linear', 'relu', 'relu6'] as const) {
    test.serial(`${backend}: bias and ${activation} follow in the same pass, with gradients on a tape`, async (t) => {
      await startEngine({ backend });
      const [x, filter] = [patternTensor<tf.Rank.R4>([2, 5, 4, 6], 1), patternTensor<tf.Rank.R4>([3, 3, 3, 4], 2)];
      const bias = tf.tensor1d([0.5, -0.5, 7, 0]);
      const convolution = { ...same, groups: 2 };
      const fused = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) =>
        fusedGroupedConv2d(a as tf.Tensor4D, b as tf.Tensor4D, convolution, { bias: c as tf.Tensor1D, activation });
      const apart = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => {
        const y = tf.add(groupedConv2d(a as tf.Tensor4D, b as tf.Tensor4D, convolution), c);
        return activation === 'linear' ? y : tf[activation](y);
      };
      const inputs = [x, filter, bias];
      const before = tf.memory().numTensors;
      const y = tf.tidy(() => apart(x, filter, bias));
      const expected = await y.data();
      y.dispose();
      await assertAllClose(
        t,
        tf.tidy(() => fused(x, filter, bias)),
        expected,
        1e-6,
      );
      const gradients = tf.grads(fused)(inputs);
      for (const [index, gradient] of tf.grads(apart)(inputs).entries()) {
        await assertAllClose(t, gradients[index]!, await gradient.data(), 1e-6, `gradient of input ${index}`);
        gradient.dispose();
      }
      t.is(tf.memory().numTensors, before);
      tf.dispose(inputs);
    });
  }
}
