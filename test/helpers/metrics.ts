import type { Batch } from '../../src/data/loader/batch.ts';
import type { Metric, MetricValue } from '../../src/registry/index.ts';
import { startScoring } from '../../src/tasks/semantic/scoring.ts';

/** Predicted and true classes of one image's pixels. */
export type LabelledImage = readonly [prediction: readonly number[], target: readonly number[]];

/** A batch of images that are one row of pixels high; the images themselves are black. */
export function batchOfMasks(masks: readonly (readonly number[])[]): Batch {
  const width = masks[0]!.length;
  return {
    size: masks.length,
    height: 1,
    width,
    names: masks.map((_, index) => `image-${index}`),
    indices: masks.map((_, index) => index),
    images: new Uint8Array(masks.length * width * 3),
    masks: Uint8Array.from(masks.flat()),
  };
}

/** What a metric says of these batches. Scores are 1 for the predicted class and 0 for the others. */
export function scoreLabels(
  metric: Metric,
  batches: readonly (readonly LabelledImage[])[],
  classes: number,
): MetricValue {
  const scoring = startScoring({ metrics: [metric], classes, loss: {} });
  for (const images of batches) {
    const labels = Int32Array.from(images.flatMap(([prediction]) => prediction));
    const scores = new Float32Array(labels.length * classes);
    labels.forEach((label, pixel) => (scores[pixel * classes + label] = 1));
    scoring.add(batchOfMasks(images.map(([, target]) => target)), { loss: 0, labels, scores });
  }
  return scoring.score().metrics.get(metric.name)!;
}
