import * as tf from '@tensorflow/tfjs-core';
import type { Loader } from '../data/loader/loader.ts';
import { createRandom } from '../core/random.ts';
import type { Confusion, Loss, Metric, MetricValue, SegmentationModel } from '../registry/index.ts';
import { confusionsOf } from './confusions.ts';
import { toTensors } from './tensors.ts';

export interface Evaluation {
  /** Mean over images. */
  readonly loss: number;
  readonly metrics: ReadonlyMap<string, MetricValue>;
  /** Predicted label maps of the samples asked for, by index in the split. */
  readonly predictions: ReadonlyMap<number, Uint8Array>;
}

export interface EvaluateInput {
  readonly model: SegmentationModel;
  readonly loss: Loss;
  readonly metrics: readonly Metric[];
  readonly classes: number;
  readonly loader: Loader;
  /** Samples whose predictions are kept. */
  readonly keep?: ReadonlySet<number>;
  readonly onBatch?: (done: number) => void;
}

/** Runs the whole split in inference mode. Leaves no tensors behind. */
export async function evaluate(input: EvaluateInput): Promise<Evaluation> {
  const confusions: Confusion[] = [];
  const predictions = new Map<number, Uint8Array>();
  let lossSum = 0;
  for await (const batch of input.loader.epoch(0)) {
    const tensors = toTensors(batch, input.model.normalization);
    const outputs = forward(tensors.images, tensors.target, input);
    const [[loss], labels] = await Promise.all([outputs.loss.data(), outputs.prediction.data()]);
    tf.dispose([tensors.images, tensors.target, outputs.loss, outputs.prediction]);

    lossSum += loss! * batch.size;
    const pixels = batch.height * batch.width;
    for (let position = 0; position < batch.size; position++) {
      const index = batch.indices[position]!;
      if (input.keep?.has(index))
        predictions.set(index, Uint8Array.from(labels.subarray(position * pixels, (position + 1) * pixels)));
    }
    confusions.push(...confusionsOf(labels, batch, input.classes));
    input.onBatch?.(confusions.length);
  }
  const metrics = new Map(input.metrics.map((metric) => [metric.name, metric.evaluate(confusions)]));
  return { loss: lossSum / confusions.length, metrics, predictions };
}

const noRandom = createRandom('inference');

function forward(images: tf.Tensor4D, target: tf.Tensor3D, { model, loss }: EvaluateInput) {
  return tf.tidy(() => {
    const logits = model.forward(model.prepare(images), { training: false, random: noRandom });
    return { loss: loss(logits, target), prediction: tf.argMax<tf.Tensor3D>(logits, -1) };
  });
}
