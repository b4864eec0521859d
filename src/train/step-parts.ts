import type { Batch } from '../data/loader/batch.ts';
import type { Loader } from '../data/loader/loader.ts';

/**
 * A batch and its place in an optimizer step, which has `train.accumulate` of them or, at the end of an epoch, less.
 */
export interface StepPart {
  readonly batch: Batch;
  /** Optimizer steps before this one. */
  readonly completed: number;
  /** From 0. */
  readonly position: number;
  /** Batches of this step. */
  readonly count: number;
}

/** The batches of the optimizer steps `from` (included) to `to` (excluded), counted over all epochs. */
export async function* stepParts(
  loader: Pick<Loader, 'length' | 'batches'>,
  { from, to, accumulate }: { readonly from: number; readonly to: number; readonly accumulate: number },
): AsyncGenerator<StepPart> {
  const stepsPerEpoch = Math.ceil(loader.length / accumulate);
  const firstInEpoch = (step: number) => (step % stepsPerEpoch) * accumulate;
  const firstBatch = (step: number) => Math.floor(step / stepsPerEpoch) * loader.length + firstInEpoch(step);

  let completed = from;
  let position = 0;
  for await (const batch of loader.batches(firstBatch(from), firstBatch(to))) {
    const count = Math.min(accumulate, loader.length - firstInEpoch(completed));
    yield { batch, completed, position, count };
    position++;
    if (position < count) continue;
    completed++;
    position = 0;
  }
}
