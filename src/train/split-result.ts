import type { Dataset } from '../data/dataset.ts';
import type { PreparedSource } from '../data/prepare/prepared-source.ts';
import type { Metric } from '../registry/index.ts';
import type { SplitResult } from '../runs/result.ts';
import type { Evaluation } from './evaluate.ts';

/** The figures of an evaluation as a run's files keep them. */
export function splitResult(
  { metrics, loss, losses }: Pick<Evaluation, 'metrics' | 'loss' | 'losses'>,
  reported: readonly Pick<Metric, 'name' | 'direction'>[],
  at: SplitResult['at'],
): SplitResult {
  const figures = reported.map(({ name, direction }) => {
    const { value, perClass } = metrics.get(name)!;
    return [name, { value, perClass: perClass.map((figure) => figure ?? null), direction }] as const;
  });
  return {
    at,
    loss,
    ...(losses.size > 0 && { losses: Object.fromEntries(losses) }),
    metrics: Object.fromEntries(figures),
  };
}

/** The size at which the samples of a split are scored: that of the dataset, where they were prepared for it. */
export function scoredAt(
  { remote }: Pick<PreparedSource, 'remote'>,
  { evaluateAt = 'input' }: Pick<Dataset, 'evaluateAt'>,
): SplitResult['at'] {
  return remote.evaluated ? evaluateAt : 'input';
}
