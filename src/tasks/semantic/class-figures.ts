import type { ClassCounts } from './confusion.ts';

/** Figures of one class over a data set; undefined where nothing could be counted. */
export interface ClassFigures {
  /** Pixels that have the class in the masks. */
  readonly pixels: number;
  readonly iou: number | undefined;
  readonly dice: number | undefined;
  readonly precision: number | undefined;
  readonly recall: number | undefined;
}

/** The counts of a class that these figures need. */
export type OverlapCounts = Pick<ClassCounts, 'truePositives' | 'falsePositives' | 'falseNegatives'>;

/**
 * The usual ratios of one class. A class that the masks don't have has none of them, whatever was predicted, as with
 * `absent: skip` of the metrics.
 */
export function classFigures({ truePositives, falsePositives, falseNegatives }: OverlapCounts): ClassFigures {
  const pixels = truePositives + falseNegatives;
  const ratio = (above: number, below: number) => (pixels === 0 ? undefined : below === 0 ? 0 : above / below);
  return {
    pixels,
    iou: ratio(truePositives, pixels + falsePositives),
    dice: ratio(2 * truePositives, pixels + truePositives + falsePositives),
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, pixels),
  };
}
