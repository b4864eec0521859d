import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import type { Loss, SegmentationModel } from '../../src/registry/index.ts';
import { trainingLoss } from '../../src/train/training-loss.ts';
import { buildPart, training } from '../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const sum: Loss = (logits, target) => tf.sum(tf.mul(tf.sum(logits, -1), target));
const target = () => tf.fill<tf.Rank.R3>([1, 2, 2], 3, 'int32');
const filled = (value: number) => tf.fill<tf.Rank.R4>([1, 2, 2, 1], value);

/** A model whose forward passes give what is listed. */
function giving(auxiliary?: readonly { value: number; weight: number }[]): SegmentationModel {
  const forward = () => filled(1);
  const forwardInTraining = () => ({
    logits: filled(1),
    auxiliary: auxiliary!.map(({ value, weight }) => ({ logits: filled(value), weight })),
  });
  return { forward, ...(auxiliary && { forwardInTraining }) } as unknown as SegmentationModel;
}

async function lossesOf(model: SegmentationModel) {
  const { loss, auxiliary, minimized } = trainingLoss({
    model,
    loss: sum,
    encoded: [],
    target: target(),
    pass: training(),
  });
  return [loss, auxiliary, minimized].map((value) => value?.dataSync()[0]);
}

test.serial('without auxiliary heads the loss is what is minimised', async (t) => {
  t.deepEqual(await lossesOf(giving()), [12, undefined, 12]);
  t.deepEqual(await lossesOf(giving([])), [12, undefined, 12]);
});

test.serial('each auxiliary head adds its whole loss times its weight, and the loss itself stays', async (t) => {
  const heads = [
    { value: 2, weight: 0.5 },
    { value: 10, weight: 0.25 },
  ];
  t.deepEqual(await lossesOf(giving(heads)), [12, 12 + 30, 54]);
});

test.serial('the gradient of an auxiliary head reaches the encoder', async (t) => {
  const encoder = { type: 'convnet', widths: [4, 6] };
  const images = patternTensor<tf.Rank.R4>([2, 8, 8, 3], 1);
  const gradient = async (heads: readonly object[]) => {
    const model = await buildPart('model', { type: 'unet', encoder, auxiliary_heads: heads });
    const loss = await buildPart('loss', { type: 'cross-entropy' });
    const labels = tf.zeros<tf.Rank.R3>([2, 8, 8], 'int32');
    const { grads } = tf.variableGrads(
      () => trainingLoss({ model, loss, encoded: [images], target: labels, pass: training() }).minimized,
    );
    return grads[model.stateDict().get('encoder.stages.0.0.weight')!.name]!.data();
  };
  t.notDeepEqual(await gradient([{ dropout: 0 }]), await gradient([]));
});
