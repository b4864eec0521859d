import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { PyramidPoolingModule } from '../../../../src/components/models/pspnet/pyramid-pooling-module.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertPart } from '../../../helpers/named-weights.ts';
import { inference } from '../../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial("pyramid pooling has PyTorch's outputs and gradients at sizes that the bins don't divide", async (t) => {
  const pyramid = new PyramidPoolingModule(8, 2, [1, 2, 3, 6], createRandom(0));
  await assertPart(t, 'pyramid', pyramid, ([x], pass) => pyramid.forward(x!, pass), [[2, 7, 5, 8]]);
});

test.serial('the feature itself comes first, twice, then the bins in their order', async (t) => {
  const pyramid = new PyramidPoolingModule(2, 1, [1, 2], createRandom(0));
  t.deepEqual([...pyramid.stateDict().get('bins.1.1.weight')!.shape], [1, 1, 2, 1]);
  const state = pyramid.stateDict();
  // Each bin sums its two channels; batch norm then divides by sqrt(1 + 1e-5), next to nothing.
  for (const bin of [0, 1]) {
    state.get(`bins.${bin}.1.weight`)!.assign(tf.ones([1, 1, 2, 1]));
    state.get(`bins.${bin}.1.bias`)!.assign(tf.zeros([1]));
  }
  // Rows of pixels: 1 2 / 3 6, the second channel is ten times the first.
  const x = tf.tensor4d([1, 10, 2, 20, 3, 30, 6, 60], [1, 2, 2, 2]);
  const y = tf.tidy(() => pyramid.forward(x, inference));
  t.deepEqual(y.shape, [1, 2, 2, 6]);
  const rounded = [...(await y.data())].map((value) => Math.round(value * 100) / 100);
  // The bin of one cell has the mean (1 + 2 + 3 + 6) / 4 * 11 = 33 everywhere, that of 2 x 2 each pixel's own sum.
  t.deepEqual(rounded, [
    ...[1, 10, 1, 10, 33, 11],
    ...[2, 20, 2, 20, 33, 22],
    ...[3, 30, 3, 30, 33, 33],
    ...[6, 60, 6, 60, 33, 66],
  ]);
  pyramid.dispose();
});

test.serial('it gives 2 * in + bins * out channels', (t) => {
  const pyramid = new PyramidPoolingModule(3, 5, [1, 3], createRandom(0));
  t.deepEqual(
    tf.tidy(() => pyramid.forward(patternTensor<tf.Rank.R4>([1, 3, 4, 3], 1), inference).shape),
    [1, 3, 4, 16],
  );
  pyramid.dispose();
});
