import { classFigures } from '../tasks/semantic/class-figures.ts';
import type { Direction } from '../registry/index.ts';
import type { Statistics } from './bootstrap.ts';
import type { PhotoScore } from './score-line.ts';

/** What is compared between two models: the figures, and each model's values of them. */
export interface PairedFigures {
  readonly figures: readonly PairedFigure[];
  readonly a: Statistics;
  readonly b: Statistics;
}

export interface PairedFigure {
  /** As metrics are called; for one class, followed by its name. */
  readonly name: string;
  readonly direction: Direction;
}

export interface PairedScores {
  readonly a: readonly PhotoScore[];
  readonly b: readonly PhotoScore[];
  readonly classes: readonly string[];
  /** Whether both have the same loss. */
  readonly sameLoss: boolean;
}

/** The figures by which two models are compared: IoU of photos and of the data set, of each class, accuracy, loss. */
export function pairedFigures({ a, b, classes, sameLoss }: PairedScores): PairedFigures {
  const more = (name: string): PairedFigure => ({ name, direction: 'max' });
  return {
    figures: [
      more('iou/macro/image'),
      more('iou/macro/dataset'),
      ...classes.map((name) => more(`iou/none/dataset ${name}`)),
      more('pixel-accuracy/micro/dataset'),
      ...(sameLoss ? [{ name: 'loss per photo', direction: 'min' } as const] : []),
    ],
    a: statisticsOf(a, classes.length, sameLoss),
    b: statisticsOf(b, classes.length, sameLoss),
  };
}

/** One model's values, in the order of the figures. */
function statisticsOf(scores: readonly PhotoScore[], classes: number, withLoss: boolean): Statistics {
  const ofImages = weightedMean(scores.map(({ score }) => score));
  const ofClasses = Array.from({ length: classes }, (_, index) => iouOf(scores, index));
  const accuracy = accuracyOf(scores);
  const loss = weightedMean(scores.map((score) => score.loss));
  return (weights) => {
    const byClass = ofClasses.map((of) => of(weights));
    const present = byClass.filter((value) => !Number.isNaN(value));
    return [ofImages(weights), mean(present), ...byClass, accuracy(weights), ...(withLoss ? [loss(weights)] : [])];
  };
}

type Statistic = (weights: Float64Array) => number;

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
