import type { TrainSection } from '../../schemas/index.ts';
import type { Dataset } from '../data/dataset.ts';
import type { SampleSource } from '../data/sample.ts';
import { subset } from '../data/sources/subset.ts';

/** Whole batches of each split. The second of each is timed, since the first makes the graph. */
const wholeBatches = 2;

/** Whole steps, and the smaller one that may end an epoch. */
const steps = wholeBatches + 1;

/** Trains for a few steps. The last one is validated and saved, whatever the intervals are. */
export function smokeTrain(train: TrainSection): TrainSection {
  const { max_time: _, ...rest } = train;
  return { ...rest, epochs: steps, max_steps: steps };
}

/**
 * The first samples of each split: two whole steps or batches, and the smaller one at the end that the split has. Each
 * size of a batch has a graph and memory of its own. Classes that these samples lack are no error.
 */
export function smokeDataset(dataset: Dataset, { batch_size: size, accumulate, drop_last }: TrainSection): Dataset {
  const { train, val, test } = dataset.splits;
  const few = (source: SampleSource, whole: number) => first(source, wholeBatches * whole + (source.length % size));
  return {
    ...dataset,
    classes: dataset.classes.map((each) => ({ ...each, allowEmpty: true })),
    splits: {
      train: drop_last ? first(train, wholeBatches * size * accumulate) : few(train, size * accumulate),
      val: few(val, size),
      test: few(test, size),
    },
  };
}

function first(source: SampleSource, count: number): SampleSource {
  return subset(source, [...Array(Math.min(count, source.length)).keys()]);
}
