import type { Direction } from '../registry/index.ts';
import { isLossName } from '../tasks/semantic/metric-name.ts';
import type { RunRecord } from './record.ts';
import type { RunResult, SplitResult } from './result.ts';

/** The validation at which the metric that decides was best. */
export interface BestValidation {
  readonly metric: string;
  readonly direction: Direction;
  /** NaN if nothing could be counted. */
  readonly value: number;
  readonly step: number;
}

/** What runs are chosen by, and what is told of them beside it. */
export interface RunFigures {
  /** Runs are ranked by this. */
  readonly validation?: BestValidation;
  /** All figures of that validation. Runs of earlier versions have kept none. */
  readonly atBest?: SplitResult;
  /** The best checkpoint on the test split. Choosing by it would spoil the test, so nothing is ranked by it. */
  readonly test?: SplitResult;
}

/** The figures of a run, whether it is complete or not. */
export function runFigures(
  record: Pick<RunRecord, 'best'>,
  result?: Pick<RunResult, 'best' | 'test' | 'val'>,
): RunFigures {
  const { best: told, test, val } = result ?? {};
  const best = told ?? record.best;
  // Without a test split, a result has the figures of the best checkpoint on the validation split.
  const atBest = val ?? best?.figures ?? (record.best?.step === best?.step ? record.best?.figures : undefined);
  return {
    ...(best && {
      validation: {
        metric: best.metric,
        direction: best.direction ?? directionOf(best.metric, [atBest, test]),
        value: best.value,
        step: best.step,
      },
    }),
    ...(atBest && { atBest }),
    ...(test && { test }),
  };
}

/** Older records don't say which direction is better; what else the run has does. */
function directionOf(name: string, known: readonly (SplitResult | undefined)[]): Direction {
  const figures = known.flatMap((split) => (split ? figureList(split) : []));
  const found = figures.find((figure) => figure.name === name)?.direction;
  return found ?? (isLossName(name) ? 'min' : 'max');
}

/** One figure of a split. */
export interface NamedFigure {
  /** Such as `iou/macro/image` or `loss/dice`, without the split. */
  readonly name: string;
  readonly value: number;
  readonly direction: Direction;
  /** Null for a class that the split doesn't have; absent for losses. */
  readonly perClass?: readonly (number | null)[];
}

/** The metrics in the order of the experiment, then the losses. */
export function figureList({ metrics, loss, losses = {} }: SplitResult): NamedFigure[] {
  return [
    ...Object.entries(metrics).map(([name, { value, direction, perClass }]) => ({ name, value, direction, perClass })),
    ...Object.entries({ loss, ...losses }).map(([name, value]) => ({ name, value, direction: 'min' as const })),
  ];
}
