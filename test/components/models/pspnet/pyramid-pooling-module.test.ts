import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { PyramidPoolingModule } from '../../../../src/components/models/pspnet/pyramid-pooling-module.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertPart } from '../../../helpers/named-weights.ts';
import { inference } from '../../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const notebook = { copies: 2, enlarge: 'nearest', random: createRandom(0) } as const;

test.serial("pyramid pooling has PyTorch's outputs and gradients at sizes that the bins don't divide", async (t) => {
  const pyramid = new PyramidPoolingModule({ ...notebook, inChannels: 8, outChannels: 2, bins: [1, 2, 3, 6] });
  await assertPart(t, 'pyramid', pyramid, ([x], pass) => pyramid.forward(x!, pass), [[2, 7, 5, 8]]);
});

test.serial('once and bilinear, as in the paper, it has them too', async (t) => {
  const options = { ...notebook, copies: 1, enlarge: 'bilinear', inChannels: 8, outChannels: 2 } as const;
  const pyramid = new PyramidPoolingModule({ ...options, bins: [1, 2, 3, 6] });
  await assertPart(t, 'pyramid.paper', pyramid, ([x], pass) => pyramid.forward(x!, pass), [[2, 7, 5, 8]]);
});

test.serial('the feature itself comes first, twice, then the bins in their order', async (t) => {
  const pyramid = new PyramidPoolingModule({ ...notebook, inChannels: 2, outChannels: 1, bins: [1, 2] });
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

test.serial('it gives copies * in + bins * out channels', (t) => {
  for (const [copies, channels] of [
    [1, 13],
    [2, 16],
  ] as const) {
    const pyramid = new PyramidPoolingModule({ ...notebook, copies, inChannels: 3, outChannels: 5, bins: [1, 3] });
    t.deepEqual(
      tf.tidy(() => pyramid.forward(patternTensor<tf.Rank.R4>([1, 3, 4, 3], 1), inference).shape),
      [1, 3, 4, channels],
    );
    pyramid.dispose();
  }
});
