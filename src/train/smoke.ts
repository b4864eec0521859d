import type { TrainSection } from '../../schemas/index.ts';
import type { Dataset } from '../data/dataset.ts';
import type { SampleSource } from '../data/sample.ts';
import { subset } from '../data/sources/subset.ts';

/** Optimizer steps of a smoke run, and batches of validation and test. */
const steps = 2;

/** Trains for two steps. The last step is validated and saved, whatever the intervals are. */
export function smokeTrain(train: TrainSection): TrainSection {
  const { max_time: _, ...rest } = train;
  return { ...rest, epochs: steps, max_steps: steps };
}

/** The first samples of each split: as many as two steps take. Classes that these lack are no error. */
export function smokeDataset(dataset: Dataset, { batch_size: size, accumulate }: TrainSection): Dataset {
  const { train, val, test } = dataset.splits;
  return {
    ...dataset,
    classes: dataset.classes.map((each) => ({ ...each, allowEmpty: true })),
    splits: {
      train: first(train, steps * size * accumulate),
      val: first(val, steps * size),
      test: first(test, steps * size),
    },
  };
}

function first(source: SampleSource, count: number): SampleSource {
  return subset(source, [...Array(Math.min(count, source.length)).keys()]);
}
