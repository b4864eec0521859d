import type { Batch } from '../../data/loader/batch.ts';
import type { ImageSize } from '../../data/sample.ts';
import type {
  ComponentLog,
  Confusion,
  LogOf,
  Loss,
  Metric,
  MetricAccumulator,
  MetricInputs,
  MetricNeed,
  MetricValue,
  NamedLoss,
  ScoredBatch,
} from '../../registry/index.ts';
import { confusionOf, confusionsOf, sumConfusions } from './confusion.ts';
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
  /** The counts of all images, if they were asked for. */
  readonly confusion?: Confusion;
}

/** Gets predictions batch by batch. Its memory doesn't grow with their number, unless a metric's memory does. */
export interface Scoring {
  /** Adds a batch whose predictions have the size of its masks. */
  add(batch: Batch, outputs: BatchOutputs): void;
  /**
   * Adds a batch whose images are scored one by one, each at a size of its own. Its losses are those of the inputs. For
   * metrics, a batch is the next `unit` images, whichever way they went through the network.
   */
  addEach(batch: Batch, losses: Pick<BatchOutputs, 'loss' | 'losses'>, images: Iterable<ScoredImage>): void;
  /** The figures of all images so far. Metrics log what is their own, each under its name. */
  score(logOf?: LogOf): Score;
  /** Images so far. */
  readonly images: number;
}

/** An image's prediction and mask at the size at which it is scored. */
export interface ScoredImage extends ImageSize {
  /** Class index or `IGNORE_INDEX`, shape [height, width]. */
  readonly mask: Uint8Array;
  /** The prediction, [height, width]. */
  readonly labels: ArrayLike<number>;
  /** [height, width, classes], if a metric needs them. */
  readonly scores?: Float32Array;
  /** What prediction and mask count to, where that is known already. */
  readonly confusion?: Confusion;
}

export interface ScoringInput {
  readonly metrics: readonly Metric[];
  readonly classes: number;
  readonly loss: Pick<Loss, 'weightOf' | 'parts'>;
  /** Losses that are evaluated beside it. */
  readonly losses?: readonly NamedLoss[];
  /** How many images of `addEach` are a batch for metrics; by default 1. */
  readonly unit?: number | undefined;
  /** Whether to count the confusion matrix of all images together. */
  readonly confusion?: boolean | undefined;
}

/** Starts one evaluation. Each image's confusion matrix is counted once, for all metrics, and only if one needs it. */
export function startScoring({
  metrics,
  classes,
  loss,
  losses = [],
  unit = 1,
  confusion: isSummed = false,
}: ScoringInput): Scoring {
  const splitLosses = startLosses(loss, losses, classes);
  const started = metrics.map(startMetric);
  const needs = (input: MetricNeed) =>
    metrics.some((metric) => metric.needs === input) || (input === 'confusion' && isSummed);
  let summed = isSummed ? sumConfusions([], classes) : undefined;
  let images = 0;
  let waiting: Confusion[] = [];
  const addWaiting = () => {
    if (waiting.length > 0) for (const { addConfusions } of started) addConfusions(waiting);
    if (summed) summed = sumConfusions([summed, ...waiting], classes);
    waiting = [];
  };
  return {
    add(batch, outputs) {
      images += batch.size;
      splitLosses.add(batch, outputs);
      const inputs = inputsOf(batch, outputs, classes);
      for (const { add } of started) add(inputs);
      if (summed) summed = sumConfusions([summed, ...inputs.confusion], classes);
    },
    addEach(batch, outputs, parts) {
      images += batch.size;
      splitLosses.add(batch, outputs);
      for (const { labels, mask, scores, height, width, confusion } of parts) {
        if (needs('confusion')) waiting.push(confusion ?? confusionOf(labels, mask, classes));
        if (waiting.length === unit) addWaiting();
        if (scores)
          for (const { addScores } of started) addScores({ size: 1, height, width, classes, scores, masks: mask });
      }
    },
    score(logOf) {
      addWaiting();
      if (logOf) for (const { name, log } of started) log?.(logOf(name));
      return {
        ...splitLosses.score(),
        metrics: new Map(started.map(({ name, value }) => [name, value()])),
        ...(summed && { confusion: summed }),
      };
    },
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
  /** Do nothing for a metric that needs something else. */
  addConfusions(images: readonly Confusion[]): void;
  addScores(batch: ScoredBatch): void;
  value(): MetricValue;
  log?(log: ComponentLog): void;
}

function startMetric(metric: Metric): StartedMetric {
  const { name } = metric;
  const nothing = () => undefined;
  if (metric.needs === 'confusion') {
    const accumulator = metric.start();
    const addConfusions: StartedMetric['addConfusions'] = (images) => accumulator.add(images);
    const add: StartedMetric['add'] = ({ confusion }) => addConfusions(confusion);
    return { name, add, addConfusions, addScores: nothing, ...resultsOf(accumulator) };
  }
  const accumulator = metric.start();
  const addScores: StartedMetric['addScores'] = (batch) => accumulator.add(batch);
  return {
    name,
    add: ({ scores }) => addScores(scores),
    addConfusions: nothing,
    addScores,
    ...resultsOf(accumulator),
  };
}

function resultsOf(accumulator: Pick<MetricAccumulator<never>, 'value' | 'log'>): Pick<StartedMetric, 'value' | 'log'> {
  return { value: () => accumulator.value(), log: (log) => accumulator.log?.(log) };
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
