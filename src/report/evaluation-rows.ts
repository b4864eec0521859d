import { figureList } from '../runs/figures.ts';
import type { Evaluation } from '../evaluations/evaluation.ts';
import type { ReportDetail } from './document.ts';
import { orNull } from './numbers.ts';

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
