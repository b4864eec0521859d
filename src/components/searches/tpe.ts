import { z } from 'zod';
import { defineComponent, type Trial } from '../../registry/index.ts';
import { parzenEstimator } from './parzen-estimator.ts';
import { randomPosition } from './random.ts';

export const tpe = defineComponent({
  kind: 'search',
  type: 'tpe',
  description:
    'Tree-structured Parzen estimator (Bergstra et al. 2011), over all keys at once (Falkner et al. 2018): ' +
    'proposes what is likely among the best points so far and unlikely among the others.',
  params: z.strictObject({
    n_startup_trials: z
      .int()
      .positive()
      .default(10)
      .describe('So many points are proposed at random before results count.'),
    n_ei_candidates: z
      .int()
      .positive()
      .default(24)
      .describe('Candidates that are drawn like the best points, of which the one with the largest ratio is proposed.'),
  }),
  build: ({ n_startup_trials: startup, n_ei_candidates: candidates }) => ({
    propose(space, trials, random) {
      const ended = trials.filter(({ state }) => state !== 'pending');
      if (ended.length < startup) return randomPosition(space, random);
      const best = new Set(ranked(ended).slice(0, bestCount(ended.length)));
      // Points that have not ended count as bad ones, so that several processes try different places.
      const good = parzenEstimator(space, positionsOf(trials.filter((trial) => best.has(trial))));
      const other = parzenEstimator(space, positionsOf(trials.filter((trial) => !best.has(trial))));
      const drawn = Array.from({ length: candidates }, () => good.draw(random));
      const ratios = drawn.map((position) => good.logDensity(position) - other.logDensity(position));
      return drawn[ratios.indexOf(Math.max(...ratios))]!;
    },
  }),
});

/**
 * How many points count as the best: a tenth, at most 25 (Bergstra et al. 2011 and 2013; Watanabe 2023, section 3.1).
 */
function bestCount(count: number): number {
  return Math.min(Math.ceil(0.1 * count), 25);
}

/** The best first. A point that was stopped early comes after all that were not, later stops before earlier ones. */
function ranked(trials: readonly Trial[]): readonly Trial[] {
  const groups = { complete: 0, pruned: 1, failed: 2, pending: 3 } as const;
  return trials.toSorted(
    (a, b) =>
      groups[a.state] - groups[b.state] ||
      (a.state === 'pruned' ? (b.step ?? 0) - (a.step ?? 0) : 0) ||
      (a.loss ?? 0) - (b.loss ?? 0),
  );
}

function positionsOf(trials: readonly Trial[]): readonly Trial['position'][] {
  return trials.map(({ position }) => position);
}
