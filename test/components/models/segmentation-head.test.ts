import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { SegmentationHead } from '../../../src/components/models/segmentation-head.ts';
import { createRandom } from '../../../src/core/random.ts';
import { assertPart } from '../../helpers/named-weights.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial("the head has PyTorch's outputs and gradients", async (t) => {
  const head = new SegmentationHead(4, 3, createRandom(0));
  await assertPart(t, 'head', head, ([x], pass) => head.forward(x!, pass), [[2, 3, 2, 4]]);
});

test.serial('logits are neither clipped nor normalised: weights times channels plus bias', async (t) => {
  const head = new SegmentationHead(2, 3, createRandom(0));
  const state = head.stateDict();
  state.get('segmentation_head.0.weight')!.assign(tf.tensor([1, 2, 3, 4, 5, 6], [1, 1, 2, 3]));
  state.get('segmentation_head.0.bias')!.assign(tf.tensor1d([-100, 0, 0.5]));
  const logits = tf.tidy(() =>
    head.forward(tf.tensor4d([1, 10], [1, 1, 1, 2]), { training: true, random: createRandom(0) }),
  );
  t.deepEqual([...(await logits.data())], [1 + 40 - 100, 2 + 50, 3 + 60 + 0.5]);
  head.dispose();
});
