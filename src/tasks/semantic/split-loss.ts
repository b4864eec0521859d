import type { Batch } from '../../data/loader/batch.ts';
import type { Loss, NamedLoss } from '../../registry/index.ts';
import { classWeight } from './class-weight.ts';
import type { BatchOutputs } from './predict.ts';

export interface SplitLosses {
  add(batch: Pick<Batch, 'masks' | 'size'>, outputs: Pick<BatchOutputs, 'loss' | 'losses'>): void;
  score(): {
    readonly loss: number;
    readonly weight: number;
    readonly losses: ReadonlyMap<string, number>;
  };
}

/**
 * Losses over a split: batches count by what each loss divides by. A sum of losses is the sum of what its parts are
 * over the split, which have their own weights.
 */
export function startLosses(
  loss: Pick<Loss, 'weightOf' | 'parts'>,
  beside: readonly NamedLoss[],
  classes: number,
): SplitLosses {
  const { parts } = loss;
  const whole = startMean(loss, classes);
  const named = [...(parts ?? []), ...beside].map(({ name, loss: one }) => ({ name, mean: startMean(one, classes) }));
  return {
    add(batch, { loss: value, losses = [] }) {
      whole.add(batch, value);
      for (const [index, { mean }] of named.entries()) mean.add(batch, losses[index]!);
    },
    score() {
      const losses = new Map(named.map(({ name, mean }) => [name, mean.value()]));
      if (!parts) return { loss: whole.value(), weight: whole.weight(), losses };
      const counted = parts.map(({ factor }, index) => ({ factor, mean: named[index]!.mean }));
      const present = counted.filter(({ mean }) => mean.weight() > 0);
      return {
        loss: present.length === 0 ? NaN : present.reduce((sum, { factor, mean }) => sum + factor * mean.value(), 0),
        weight: counted.reduce((sum, { mean }) => sum + mean.weight(), 0),
        losses,
      };
    },
  };
}

/** The mean of one loss. It is NaN as long as nothing counts. */
function startMean({ weightOf = (masks) => classWeight(masks, { classes }) }: Pick<Loss, 'weightOf'>, classes: number) {
  let total = 0;
  let weight = 0;
  return {
    add({ masks, size }: Pick<Batch, 'masks' | 'size'>, value: number) {
      const own = weightOf(masks, size);
      // The loss of a batch without a pixel that counts may be anything.
      if (own > 0) total += value * own;
      weight += own;
    },
    value: () => total / weight,
    weight: () => weight,
  };
}
