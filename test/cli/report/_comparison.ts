import type { Comparison } from '../../../src/runs/compare.ts';

export const iou = 'iou/macro/image';

/** Runs with one seed each; the last has the best validation and the worst test. */
export function comparisonOf(count: number): Comparison {
  const indices = Array.from({ length: count }, (_, index) => index);
  const rows = (name: string, of: (index: number) => number) => ({
    name,
    direction: 'max' as const,
    values: indices.map(of),
  });
  const runs = indices.map((index) => ({
    index,
    path: `r${index}`,
    key: `${index}`,
    isComplete: true,
    validation: { metric: iou, direction: 'max' as const, value: index, step: 1 },
  }));
  return {
    config: [{ name: 'optimizer.lr', values: indices.map((index) => 1 / 10 ** index) }],
    ranking: {
      objective: { metric: iou, direction: 'max' },
      groups: runs
        .toReversed()
        .map((run) => ({ key: run.key, runs: [run], validation: { mean: run.index, deviation: NaN, count: 1 } })),
    },
    validation: { metrics: [rows(iou, (index) => index)], classes: [{ ...rows(iou, () => 0.5), class: 'cat' }] },
    test: { metrics: [rows(iou, (index) => count - index)], classes: [] },
    curves: [{ name: 'train/loss', curves: indices.map((index) => [{ step: 1, value: index }]) }],
    about: [{ name: 'status', values: indices.map(() => 'completed') }],
  };
}
export const namesOf = (count: number) => Array.from({ length: count }, (_, index) => `run-${index}`);
