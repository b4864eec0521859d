import { readFileSync } from 'node:fs';
import type { AttachObserver } from '../../jobs/attach.ts';
import type { LedgerPoint } from '../../sweep/ledger.ts';
import { sweepPaths } from '../../sweep/sweep-paths.ts';
import type { CliContext } from '../context.ts';
import { pathFrom } from '../path-from.ts';
import { createSweepReporter, labelOf } from './sweep-reporter.ts';

/** The end of a log that is shown when a point has failed. */
const linesShown = 8;

/** Shows a sweep that runs elsewhere as one that runs here, and why its points wait. */
export function createAttachReporter(sweep: string, context: CliContext): AttachObserver {
  const reporter = createSweepReporter(context);
  const { logFile } = sweepPaths(sweep);
  let isSilent = false;
  const showEnd = (files: readonly string[]) => {
    const file = files.findLast((each) => lastLines(each).length > 0);
    if (file === undefined) return;
    context.err(`  the end of ${pathFrom(context.workingDirectory, file)}:`);
    for (const line of lastLines(file)) context.err(`  | ${line}`);
  };
  return {
    ...reporter,
    ended(point) {
      reporter.ended(point);
      if (point.state === 'failed') showEnd([logFile(point)]);
    },
    interrupted: () => {},
    waitingFor(reasons) {
      for (const [reason, count] of reasons)
        context.err(`waiting  ${count} ${count === 1 ? 'point' : 'points'}: ${reason}`);
    },
    unanswered(why) {
      if (why !== undefined && !isSilent) context.err(`The queue can't be asked; what runs goes on. ${why}`);
      if (why === undefined && isSilent) context.err('The queue answers again.');
      isSilent = why !== undefined;
    },
    lost(points, how, logsOf) {
      for (const point of points) {
        context.err(`[${labelOf(point)}] ${lostLine(point, how)}`);
        if (how === 'left') showEnd([...logsOf(point), logFile(point)]);
      }
    },
  };
}

function lostLine({ state }: LedgerPoint, how: 'again' | 'left'): string {
  const what =
    state === 'waiting'
      ? 'lost: its job is gone, and never began'
      : 'lost: its job is gone without a word, as when a node dies';
  return how === 'again' ? `${what}; it is submitted again, and goes on where it was` : `${what}, for the second time`;
}

function lastLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-linesShown)
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}
