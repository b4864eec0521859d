import { finalFigures, type RunResult, type SplitResult } from '../runs/result.ts';
import type { Evaluation } from '../evaluations/evaluation.ts';
import { classFigures } from '../tasks/semantic/class-figures.ts';
import { classCounts } from '../tasks/semantic/confusion.ts';
import { nameByClass } from '../tasks/semantic/metric-name.ts';
import type { RunRecord } from '../runs/record.ts';
import { orNull, type ReportClasses } from './document.ts';

/** Figures that follow from a confusion matrix, by the name that a metric of the experiment would have. */
const fromConfusion = [
  ['iou', 'iou/none/dataset'],
  ['dice', 'dice/none/dataset'],
  ['precision', 'precision/none/dataset'],
  ['recall', 'recall/none/dataset'],
] as const;

/**
 * The figures of each class: those of the run's result, or of its evaluation where it has none yet, and those that
 * follow from the confusion matrix. Undefined where a run has neither.
 */
export function classesOf(
  record: Pick<RunRecord, 'data'>,
  result: RunResult | undefined,
  evaluation: Evaluation | undefined,
): ReportClasses | undefined {
  const final: { split: string; figures: SplitResult } | undefined = result
    ? finalFigures(result)
    : evaluation && { split: evaluation.split, figures: evaluation.result };
  if (!final) return undefined;
  const names = result?.classes ?? evaluation!.classes.map(({ name }) => name);
  const { confusion } = evaluation?.split === final.split ? evaluation : {};
  const own = Object.entries(final.figures.metrics)
    .filter(([, { perClass }]) => perClass.length === names.length)
    .map(([name, { direction, perClass }]) => ({ name: nameByClass(name), direction, values: perClass }));
  const counted = confusion ? countedFigures(confusion) : undefined;
  const derived = counted
    ? fromConfusion
        .filter(([, name]) => !own.some((column) => column.name === name))
        .map(([key, name]) => ({
          name,
          direction: 'max' as const,
          values: counted.map((figures) => figures[key] ?? null),
        }))
    : [];
  const columns = [...own, ...derived];
  if (columns.length === 0) return undefined;
  const known = record.data?.classes ?? evaluation?.classes;
  return {
    columns: columns.map(({ name, direction }) => ({ name, direction })),
    rows: names.map((name, place) => {
      const color = known?.[place]?.color;
      const pixels = counted?.[place]?.pixels;
      const values = columns.map((column) => column.values[place] ?? null);
      return {
        name,
        ...(color && { color }),
        ...(pixels !== undefined && { pixels }),
        values: values.map((value) => (value === null ? null : orNull(value))),
      };
    }),
    split: final.split,
    ...(confusion && { confusion }),
  };
}

function countedFigures(confusion: Evaluation['confusion']) {
  const counts = classCounts({ classes: confusion.length, counts: Float64Array.from(confusion.flat()) });
  return counts.map(classFigures);
}
