import type { Evaluation } from '../evaluations/evaluation.ts';
import { figureList } from '../runs/figures.ts';
import { orNull, type ReportDetail } from './document.ts';

/**
 * The evaluation that shows what a run's own figures are about: its best checkpoint on its own data, without test-time
 * augmentation, on the test split if there is such a one. Of several, the one that was made last.
 */
export function chooseEvaluation<T extends Evaluation>(evaluations: readonly T[]): T | undefined {
  const own = evaluations.filter(
    ({ dataset, tta, classMap, checkpoint, changes }) =>
      dataset === undefined &&
      tta === undefined &&
      classMap === undefined &&
      checkpoint.name === 'best' &&
      changes.length === 0,
  );
  const ofSplit = (split: string) =>
    own.filter((one) => one.split === split).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return ofSplit('test')[0] ?? ofSplit('val')[0];
}

/** A row for each evaluation of a run, in their order. */
export function evaluationRows(evaluations: readonly Evaluation[]): ReportDetail['evaluations'] {
  return evaluations.map((evaluation) => ({
    name: evaluation.name,
    what: whatOf(evaluation),
    photos: evaluation.photos,
    figures: figureList(evaluation.result).map(({ name, value, direction }) => ({
      name,
      value: orNull(value),
      direction,
    })),
  }));
}

function whatOf({ checkpoint, split, dataset, tta, classMap }: Evaluation): string {
  return [
    `${split} split${dataset === undefined ? '' : ` of ${dataset}`}`,
    `checkpoint ${checkpoint.name}, step ${checkpoint.step}`,
    ...(tta === undefined ? [] : [`averaged over ${tta}`]),
    ...(classMap ? ['with classes mapped'] : []),
  ].join(', ');
}
