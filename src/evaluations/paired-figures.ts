import { classFigures } from '../tasks/semantic/class-figures.ts';
import type { Direction } from '../registry/index.ts';
import type { PairedStatistic, Statistic } from './bootstrap.ts';
import type { PhotoScore } from './score-line.ts';

export interface PairedFigure {
  /** As metrics are called; for one class, followed by its name. */
  readonly name: string;
  readonly direction: Direction;
  readonly statistic: PairedStatistic;
}

export interface PairedScores {
  readonly a: readonly PhotoScore[];
  readonly b: readonly PhotoScore[];
  readonly classes: readonly string[];
  /** Whether both have the same loss. */
  readonly sameLoss: boolean;
}

/** The figures by which two models are compared: IoU of photos and of the data set, of each class, accuracy, loss. */
export function pairedFigures({ a, b, classes, sameLoss }: PairedScores): PairedFigure[] {
  const figure = (name: string, of: (scores: readonly PhotoScore[]) => Statistic, direction: Direction = 'max') => ({
    name,
    direction,
    statistic: { a: of(a), b: of(b) },
  });
  return [
    figure('iou/macro/image', (scores) => weightedMean(scores.map(({ score }) => score))),
    figure('iou/macro/dataset', (scores) => {
      const byClass = classes.map((_, index) => iouOf(scores, index));
      return (weights) => mean(byClass.map((of) => of(weights)).filter((value) => !Number.isNaN(value)));
    }),
    ...classes.map((name, index) => figure(`iou/none/dataset ${name}`, (scores) => iouOf(scores, index))),
    figure('pixel-accuracy/micro/dataset', accuracyOf),
    ...(sameLoss ? [figure('loss per photo', (scores) => weightedMean(scores.map(({ loss }) => loss)), 'min')] : []),
  ];
}

/** Mean over the photos that have a value. */
function weightedMean(values: readonly number[]): Statistic {
  return (weights) => {
    let [total, count] = [0, 0];
    for (const [photo, value] of values.entries()) {
      if (Number.isNaN(value)) continue;
      total += weights[photo]! * value;
      count += weights[photo]!;
    }
    return total / count;
  };
}

/** IoU of a class over all pixels. Only photos that have it, or are predicted to have it, are looked at. */
function iouOf(scores: readonly PhotoScore[], index: number): Statistic {
  const counted = scores.flatMap(({ truePositives, falsePositives, falseNegatives }, photo) => {
    const [tp, fp, fn] = [truePositives[index]!, falsePositives[index]!, falseNegatives[index]!];
    return tp + fp + fn > 0 ? [{ photo, tp, fp, fn }] : [];
  });
  return (weights) => {
    let [tp, fp, fn] = [0, 0, 0];
    for (const one of counted) {
      const weight = weights[one.photo]!;
      tp += weight * one.tp;
      fp += weight * one.fp;
      fn += weight * one.fn;
    }
    return classFigures({ truePositives: tp, falsePositives: fp, falseNegatives: fn }).iou ?? NaN;
  };
}

function accuracyOf(scores: readonly PhotoScore[]): Statistic {
  const right = scores.map(({ truePositives }) => sum(truePositives));
  const all = scores.map(({ falseNegatives }, photo) => right[photo]! + sum(falseNegatives));
  return (weights) => {
    let [above, below] = [0, 0];
    for (const [photo, pixels] of all.entries()) {
      above += weights[photo]! * right[photo]!;
      below += weights[photo]! * pixels;
    }
    return above / below;
  };
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
