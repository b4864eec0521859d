import * as tf from '@tensorflow/tfjs-core';
import type { ExecutionContext } from 'ava';
import type { ComponentReference, SegmentationModel } from '../../src/registry/index.ts';
import { trainingLoss } from '../../src/train/training-loss.ts';
import { assignByName } from './named-weights.ts';
import { buildPart, inference, training } from './networks.ts';
import { assertAllClose, patternTensor, readTensorFixture } from './tensors.ts';

const expected = await readTensorFixture('networks');

/**
 * Compares a network with PyTorch's, from weights that follow from their names: logits, the loss, its gradient of every
 * parameter, and the logits in inference afterwards (test/fixtures/nn/networks.py).
 */
export async function assertNetwork(t: ExecutionContext, name: string, reference: ComponentReference): Promise<void> {
  const model = await buildPart('model', reference);
  assignByName(model);
  const loss = await buildPart('loss', { type: 'cross-entropy' });
  const images = patternTensor<tf.Rank.R4>([2, 32, 48, 3], 1);
  const target = targetTensor();
  const before = tf.memory().numTensors;
  const kept: tf.Tensor[] = [];
  const { value, grads } = tf.variableGrads(() => {
    const outputs = trainingLoss({ model, loss, encoded: [images], target, pass: training() });
    kept.push(tf.keep(everyEighth(outputs.logits)), tf.keep(outputs.loss));
    kept.push(tf.keep(outputs.auxiliary ?? tf.scalar(0)));
    return outputs.minimized;
  });
  const [logits, main, auxiliary] = kept;
  await assertAllClose(t, logits!, expected(`${name}.logits`), 1e-4, `${name}: logits`);
  const losses = tf.stack([main!, auxiliary!]);
  await assertAllClose(t, losses, expected(`${name}.loss`), 1e-5, `${name}: losses`);
  await assertGradients(t, name, model, grads);
  const after = tf.tidy(() => everyEighth(model.forward([images], inference)));
  await assertAllClose(t, after, expected(`${name}.inference`), 1e-4, `${name}: logits in inference`);
  tf.dispose([value, grads, main!, auxiliary!]);
  t.is(tf.memory().numTensors, before, `${name}: tensors that are left`);
  tf.dispose([images, target]);
  model.dispose();
}

async function assertGradients(
  t: ExecutionContext,
  name: string,
  model: SegmentationModel,
  gradients: tf.NamedTensorMap,
): Promise<void> {
  for (const [parameter, variable] of model.namedParameters()) {
    const gradient = gradients[variable.name];
    t.truthy(gradient, `${name}: ${parameter} has a gradient`);
    const copy = tf.clone(gradient!);
    await assertAllClose(t, copy, expected(`${name}.gradient.${parameter}`), 1e-3, `${name}: gradient of ${parameter}`);
  }
}

const everyEighth = (y: tf.Tensor4D) => tf.stridedSlice(y, [0, 0, 0, 0], y.shape, [1, 8, 8, 1]);

/** The same as `target` in test/fixtures/nn/networks.py. */
function targetTensor(): tf.Tensor3D {
  const [height, width] = [32, 48];
  const classes = Int32Array.from({ length: 2 * height * width }, (_, index) => {
    const [n, y, x] = [Math.floor(index / (height * width)), Math.floor(index / width) % height, index % width];
    return y === 31 ? 255 : (n + Math.floor(y / 4) + Math.floor(x / 5)) % 3;
  });
  return tf.tensor3d(classes, [2, height, width], 'int32');
}
