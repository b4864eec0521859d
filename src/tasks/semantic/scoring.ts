import type { Batch } from '../../data/loader/batch.ts';
import type { Loss, Metric, MetricInputs, MetricValue, NamedLoss } from '../../registry/index.ts';
import { confusionsOf } from './confusion.ts';
import { startLosses } from './split-loss.ts';
import type { BatchOutputs } from './predict.ts';

export interface Score {
  /** Mean over the pixels that count; NaN if there are none. */
  readonly loss: number;
  /** Sum of the weights of these pixels. */
  readonly weight: number;
  /** The parts of the loss, and losses that are evaluated beside it, by their names. */
  readonly losses: ReadonlyMap<string, number>;
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
  readonly loss: Pick<Loss, 'weightOf' | 'parts'>;
  /** Losses that are evaluated beside it. */
  readonly losses?: readonly NamedLoss[];
}

/** Starts one evaluation. Each image's confusion matrix is counted once, for all metrics, and only if one needs it. */
export function startScoring({ metrics, classes, loss, losses = [] }: ScoringInput): Scoring {
  const splitLosses = startLosses(loss, losses, classes);
  const started = metrics.map(startMetric);
  let images = 0;
  return {
    add(batch, outputs) {
      images += batch.size;
      splitLosses.add(batch, outputs);
      const inputs = inputsOf(batch, outputs, classes);
      for (const { add } of started) add(inputs);
    },
    score: () => ({
      ...splitLosses.score(),
      metrics: new Map(started.map(({ name, value }) => [name, value()])),
    }),
    get images() {
      return images;
    },
  };
}

/** Losses and metrics under the tags that every split shares. */
export function valuesOf({ loss, losses, metrics }: Score): Record<string, number> {
  return {
    loss,
    ...Object.fromEntries(losses),
    ...Object.fromEntries([...metrics].map(([name, { value }]) => [name, value])),
  };
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
