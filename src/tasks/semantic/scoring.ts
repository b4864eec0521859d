import type { Batch } from '../../data/loader/batch.ts';
import type { Loss, Metric, MetricInputs, MetricValue } from '../../registry/index.ts';
import { confusionsOf } from './confusion.ts';
import { classWeight } from './class-weight.ts';
import type { BatchOutputs } from './predict.ts';

export interface Score {
  /** Mean over the pixels that count; NaN if there are none. */
  readonly loss: number;
  /** Sum of the weights of these pixels. */
  readonly weight: number;
  /** By the metrics' names, in their order. */
  readonly metrics: ReadonlyMap<string, MetricValue>;
}

/** Gets predictions batch by batch. Its memory doesn't grow with their number, unless a metric's memory does. */
export interface Scoring {
  add(batch: Batch, outputs: BatchOutputs): void;
  /** The figures of all images so far. */
  score(): Score;
  /** Images so far. */
  readonly images: number;
}

export interface ScoringInput {
  readonly metrics: readonly Metric[];
  readonly classes: number;
  readonly loss: Pick<Loss, 'weightOf'>;
}

/** Starts one evaluation. Each image's confusion matrix is counted once, for all metrics, and only if one needs it. */
export function startScoring({ metrics, classes, loss }: ScoringInput): Scoring {
  const { weightOf = (masks) => classWeight(masks, { classes }) } = loss;
  const started = metrics.map(startMetric);
  let images = 0;
  let total = 0;
  let weight = 0;
  return {
    add(batch, outputs) {
      images += batch.size;
      const batchWeight = weightOf(batch.masks);
      // The loss of a batch without a pixel that counts may be anything.
      if (batchWeight > 0) total += outputs.loss * batchWeight;
      weight += batchWeight;
      const inputs = inputsOf(batch, outputs, classes);
      for (const { add } of started) add(inputs);
    },
    score: () => ({
      loss: total / weight,
      weight,
      metrics: new Map(started.map(({ name, value }) => [name, value()])),
    }),
    get images() {
      return images;
    },
  };
}

/** Loss and metrics under the tags that every split shares. */
export function valuesOf({ loss, metrics }: Score): Record<string, number> {
  return { loss, ...Object.fromEntries([...metrics].map(([name, { value }]) => [name, value])) };
}

interface StartedMetric {
  readonly name: string;
  add(inputs: MetricInputs): void;
  value(): MetricValue;
}

function startMetric(metric: Metric): StartedMetric {
  const { name } = metric;
  if (metric.needs === 'confusion') {
    const accumulator = metric.start();
    return { name, add: ({ confusion }) => accumulator.add(confusion), value: () => accumulator.value() };
  }
  const accumulator = metric.start();
  return { name, add: ({ scores }) => accumulator.add(scores), value: () => accumulator.value() };
}

/** The metrics' inputs. Each is computed when the first metric asks for it. */
function inputsOf(batch: Batch, { labels, scores }: BatchOutputs, classes: number): MetricInputs {
  let confusions: MetricInputs['confusion'] | undefined;
  return {
    get confusion() {
      return (confusions ??= confusionsOf(labels, batch, classes));
    },
    get scores() {
      if (!scores) throw new Error('a metric needs scores, and they were not computed');
      const { size, height, width, masks } = batch;
      return { size, height, width, classes, scores, masks };
    },
  };
}
