import { waitName } from '../claims/scope.ts';
import { figureList, runFigures } from '../runs/figures.ts';
import type { RunResult, SplitResult } from '../runs/result.ts';
import { nameInSplit } from '../tasks/semantic/metric-name.ts';

/** What a run measured, by full names: `test/iou/macro/image`, `val/loss`, `time/data_wait`. */
export function figuresOfRun(result: RunResult): ReadonlyMap<string, number> {
  const { test, atBest } = runFigures({}, result);
  return new Map([
    ...ofSplit('test', test),
    ...ofSplit('val', atBest),
    ...(result.dataWait === undefined ? [] : [[waitName, result.dataWait] as const]),
  ]);
}

function ofSplit(split: 'test' | 'val', figures: SplitResult | undefined): (readonly [string, number])[] {
  return figures ? figureList(figures).map(({ name, value }) => [nameInSplit(split, name), value]) : [];
}
