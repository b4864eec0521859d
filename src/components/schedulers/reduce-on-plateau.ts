import { z } from 'zod';
import type { Direction, WatchedMetric } from '../../registry/index.ts';
import { defineScheduler } from './define-scheduler.ts';
import { minFactorParam } from './params.ts';

const params = z.strictObject({
  metric: z
    .string()
    .min(1)
    .default('best')
    .describe(
      'Metric of the validation split: a name as in `train.best`, or `best`, the one that decides which ' +
        'checkpoint is best.',
    ),
  factor: z.number().gt(0).lt(1).default(0.1).describe('Factor of each change.'),
  patience: z.int().nonnegative().default(10).describe('Validations without an improvement that are tolerated.'),
  threshold: z
    .number()
    .nonnegative()
    .default(1e-4)
    .describe('How far a value must be from the best to be an improvement.'),
  threshold_mode: z
    .enum(['rel', 'abs'])
    .default('rel')
    .describe('Whether `threshold` is a share of the best value, or a difference from it.'),
  cooldown: z.int().nonnegative().default(0).describe('Validations after a change in which none is counted.'),
  min_factor: minFactorParam('lowest'),
});
type PlateauRules = Omit<z.output<typeof params>, 'metric'>;

export const reduceOnPlateau = defineScheduler({
  type: 'reduce-on-plateau',
  description:
    'Multiplies the learning rate by `factor` when a metric of the validation split no longer improves, as ' +
    '`torch.optim.lr_scheduler.ReduceLROnPlateau`.',
  params,
  build({ metric, factor, patience, threshold, threshold_mode, cooldown, min_factor }) {
    const rules = { factor, patience, threshold, threshold_mode, cooldown, min_factor };
    const schedule = (_: number, watched?: WatchedMetric) => (watched ? plateauFactor(rules, watched) : 1);
    return Object.assign(schedule, { watches: metric });
  },
});

/** Follows the validations from the first to the last. One in which nothing could be counted is left out. */
function plateauFactor(rules: PlateauRules, { direction, values }: WatchedMetric): number {
  const { factor, patience, cooldown, min_factor } = rules;
  let current = 1;
  let best: number | undefined;
  let bad = 0;
  let cooling = 0;
  for (const { value } of values) {
    if (Number.isNaN(value)) continue;
    const isBetter = best === undefined || improves(value, best, direction, rules);
    if (isBetter) best = value;
    bad = isBetter ? 0 : bad + 1;
    if (cooling > 0) {
      cooling--;
      bad = 0;
    }
    if (bad > patience) {
      current = Math.max(current * factor, min_factor);
      cooling = cooldown;
      bad = 0;
    }
  }
  return current;
}

function improves(
  value: number,
  best: number,
  direction: Direction,
  { threshold, threshold_mode: mode }: PlateauRules,
): boolean {
  const distance = mode === 'rel' ? best * threshold : threshold;
  return direction === 'min' ? value < best - distance : value > best + distance;
}
