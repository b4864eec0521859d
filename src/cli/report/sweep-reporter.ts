import { labelOf as label } from '../../sweep/names.ts';
import type { LedgerPoint } from '../../sweep/ledger.ts';
import type { OpenedSweep, SweepObserver } from '../../sweep/observer.ts';
import type { SweepProgress } from '../../sweep/progress.ts';
import { describePruned, shownState } from '../../runs/pruned.ts';
import { sweepTable } from '../../sweep/results.ts';
import { nameInSplit } from '../../tasks/semantic/metric-name.ts';
import type { CliContext } from '../context.ts';
import type { LiveLines } from '../terminal/live-lines.ts';
import { pathFrom } from '../path-from.ts';
import { barLines } from './bar-lines.ts';
import { formatDuration } from './format.ts';

const secondsBetweenPlainLines = 30;

/**
 * Shows how a sweep goes. A terminal gets a progress bar for each running point and one for the sweep; elsewhere plain
 * lines.
 */
export function createSweepReporter(context: CliContext): SweepObserver {
  const lines = context.live ? liveBars(context.live, context) : plainLines(context);
  let total = 0;
  return {
    waiting: (whom) =>
      lines.log(`waiting for up to a minute to see whether ${whom} still runs this sweep (--force goes on at once)`),
    opened({ path, points, count, selected, gone, changed }) {
      total = count;
      const done = points.filter(({ state }) => state === 'completed').length;
      for (const line of changed ? describeChange(changed) : []) lines.log(line);
      lines.log(`sweep   ${pathFrom(context.workingDirectory, path)}`);
      const toRun = selected.length + count - points.length;
      lines.log(`points  ${total}: ${done} completed before, ${toRun} to run now`);
      if (gone.length > 0)
        lines.log(`gone    the folders of ${gone.length} of them are not there any more: they run again`);
    },
    started(point, threads) {
      const how = point.attempts > 1 ? `attempt ${point.attempts}` : 'started';
      const asBefore = `, with ${threads} ${threads === 1 ? 'thread' : 'threads'} as before`;
      lines.log(`[${labelOf(point)}] ${how}${threads === undefined ? '' : asBefore}`);
    },
    ended: (point) => lines.log(`[${labelOf(point)}] ${describeEnd(point)}`),
    shared: () => lines.log('Another process runs points of this sweep too; each point is run by one of them.'),
    retrying: (point, seconds) => lines.log(`[${labelOf(point)}] runs again in ${formatDuration(seconds)}`),
    stopped: (why) =>
      lines.log(
        why === 'time' ? 'The time is up: running points save a checkpoint.' : 'A point has failed: the others stop.',
      ),
    progressed: (progress) => lines.show(progress, summaryOf(progress, total), total),
    interrupted: (how) =>
      lines.log(
        how === 'stop'
          ? 'Stopping: running points save a checkpoint. Press Ctrl-C again to kill them.'
          : 'Killing the running points.',
      ),
    closed: () => lines.close(),
  };
}

/** Its number in the sweep, and what it sets. */
export function labelOf(point: LedgerPoint): string {
  const name = label(point) || point.id;
  return point.number === undefined ? name : `${point.number} ${name}`;
}

/** What makes a sweep another one than before. */
export function describeChange({ path, differences }: NonNullable<OpenedSweep['changed']>): string[] {
  return [
    `The experiment has changed since ${path}, so this is another sweep, and no point of that one counts:`,
    ...differences.map((line) => `  ${line}`),
  ];
}

interface Lines {
  log(line: string): void;
  show(progress: SweepProgress, summary: string, total: number): void;
  close(): void;
}

/** A bar for each running point, and one for the sweep below them. */
function liveBars(live: LiveLines, context: CliContext): Lines {
  return {
    log: (line) => context.err(line),
    show({ running, points }, summary, total) {
      const ofPoints = running.map(({ point, step, totalSteps, seconds }) => ({
        label: labelOf(point),
        done: step,
        total: totalSteps,
        detail: totalSteps === 0 ? 'starting' : formatDuration(seconds),
      }));
      const completed = points.filter(({ state }) => state === 'completed').length;
      const ofSweep = { label: 'sweep', done: completed, total, detail: summary };
      live.show((columns) => barLines([...ofPoints, ofSweep], columns));
    },
    close: () => live.clear(),
  };
}

function plainLines(context: CliContext): Lines {
  let last = performance.now();
  return {
    log: (line) => context.err(line),
    show({ running }, summary) {
      if (performance.now() - last < secondsBetweenPlainLines * 1000) return;
      last = performance.now();
      for (const { point, step, totalSteps } of running) {
        context.err(`[${labelOf(point)}] ${totalSteps === 0 ? 'starting' : `step ${step} of ${totalSteps}`}`);
      }
      context.err(summary);
    },
    close: () => {},
  };
}

function summaryOf({ points, secondsLeft }: SweepProgress, total: number): string {
  const count = (state: LedgerPoint['state']) => points.filter((point) => point.state === state).length;
  const failed = count('failed') > 0 ? `, ${count('failed')} failed` : '';
  const stopped = points.filter((point) => shownState(point) === 'pruned').length;
  const pruned = stopped > 0 ? ` (${stopped} pruned)` : '';
  const left = secondsLeft === undefined ? '' : `, about ${formatDuration(secondsLeft)} left`;
  return `${count('completed')} of ${total} completed${pruned}${failed}${left}${bestSoFar(points)}`;
}

/** `; best val/iou/macro 0.8123 of 7 optimizer.lr=0.01`, the mean where there are seeds. */
function bestSoFar(points: readonly LedgerPoint[]): string {
  const { objective, groups } = sweepTable(points.filter(({ state }) => state === 'completed'));
  const [first] = groups;
  if (!objective || !first?.validation) return '';
  return (
    `; best ${nameInSplit('val', objective.metric)} ${first.validation.mean.toFixed(4)} of ` +
    `${labelOf(first.runs[0]!)}`
  );
}

function describeEnd(point: LedgerPoint): string {
  const { seconds, metrics, split, error, pruned } = point;
  const time = seconds === undefined ? '' : ` after ${formatDuration(seconds)}`;
  const [first] = Object.entries(metrics ?? {});
  const figure = first ? `: ${nameInSplit(split ?? 'test', first[0])} ${first[1]?.toFixed(4) ?? '-'}` : '';
  const why = pruned ? ` ${describePruned(pruned)}` : '';
  return `${shownState(point)}${why}${time}${figure}${error === undefined ? '' : `: ${error}`}`;
}
