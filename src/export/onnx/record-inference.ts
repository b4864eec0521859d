import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../core/random.ts';
import { type Graph, collectGraph } from '../../engine/recording/graph.ts';
import type { LazyBackend } from '../../engine/recording/lazy-backend.ts';
import type { Operand, Value } from '../../engine/recording/value.ts';
import type { SegmentationModel } from '../../registry/index.ts';
import type { InputSize } from './extent.ts';

/** What a network computes in inference for images of one size. */
export interface RecordedInference {
  readonly graph: Graph;
  /** The normalised images, a leaf without numbers. */
  readonly input: Value;
  /** Logits [N, H, W, classes]. */
  readonly output: Operand;
}

/**
 * Records the pass that evaluates a network, as training's validation takes it. Nothing is computed, and no tensor is
 * left: values live on after their tensors.
 * @throws Error if a kernel of the network can't be recorded
 */
export function recordInference(
  model: SegmentationModel,
  backend: LazyBackend,
  { batch, height, width }: InputSize,
): RecordedInference {
  // Filled by a kernel, the images have no numbers, so that nothing can be concluded from them.
  const images = tf.fill<tf.Rank.R4>([batch, height, width, 3], 0);
  const pass = { training: false, random: createRandom('inference') };
  const logits = backend.recordOnly(() => tf.tidy(() => model.forward(model.encodeFrozen(images), pass)));
  const [input, output] = [backend.valueBehind(images), { value: backend.valueBehind(logits), shape: logits.shape }];
  tf.dispose([images, logits]);
  // The images are where the recording begins.
  input.producer = undefined;
  return { graph: collectGraph([output.value]), input, output };
}
