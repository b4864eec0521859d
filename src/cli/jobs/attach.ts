import { join } from 'node:path';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import { attachSweep } from '../../jobs/attach.ts';
import { selfCommand } from '../../launch/self.ts';
import { runDirectory } from '../../runs/directory.ts';
import { keepTop } from '../../sweep/keep-top.ts';
import type { LedgerPoint } from '../../sweep/ledger.ts';
import { sweepJson } from '../../sweep/results.ts';
import { isFolderOfJob, sweepPaths } from '../../sweep/sweep-paths.ts';
import type { CliContext } from '../context.ts';
import { pathFrom } from '../path-from.ts';
import { createAttachReporter } from '../report/attach-reporter.ts';
import { tellSweepEnd } from '../report/sweep-end.ts';
import type { SweepArguments } from '../sweep-experiment.ts';
import { writeSweepResults } from '../write-sweep-results.ts';
import { builderOf, withLauncherPlaces, type Elsewhere } from './elsewhere.ts';

/** Watches a sweep until its jobs have ended, and shows its results. */
export async function attach(
  sweep: Elsewhere,
  { json }: Pick<SweepArguments, 'json'>,
  context: CliContext,
): Promise<ExitCode> {
  const end = await withLauncherPlaces(sweep, () =>
    attachSweep(sweep.path, {
      build: builderOf(sweep, context),
      tessera: selfCommand,
      observer: createAttachReporter(sweep.path, context),
      onInterrupt: (listener) => context.onInterrupt(listener),
    }),
  );
  if (end.interrupted) {
    context.err('The jobs go on.');
    context.err(`  watch again:  tessera sweep ${sweep.named} --attach`);
    context.err(`  cancel them:  tessera sweep ${sweep.named} --cancel`);
    return exitCodes.interrupted;
  }
  const { points } = end;
  if (isFolderOfJob(sweep.path)) await showRun(sweep, points[0]!, json, context);
  else await showSweep(sweep, points, json, context);
  return points.every(({ state }) => state === 'completed') ? exitCodes.done : exitCodes.runFailed;
}

async function showSweep(
  { path, named, loaded }: Elsewhere,
  points: readonly LedgerPoint[],
  json: boolean | undefined,
  context: CliContext,
): Promise<void> {
  // A task knows its own points only, so nobody has done it yet.
  await keepTop({ path, keep: loaded?.sweep?.keep, points: () => points, runPath: ({ name }) => join(path, name) });
  const files = await writeSweepResults(path, points);
  if (json) return context.data(toJson(sweepJson(path, points)));
  const left = points.filter(({ state }) => state !== 'completed' && state !== 'failed').length;
  const note =
    left > 0 ? `${left} of the points are not complete. To go on with them: tessera sweep ${named}` : undefined;
  tellSweepEnd(path, points, files, note, context);
}

/** The end of an experiment without a sweep, as if it had run here. */
async function showRun(
  { path, named }: Elsewhere,
  point: LedgerPoint,
  json: boolean | undefined,
  context: CliContext,
): Promise<void> {
  if (json) return context.data(toJson(sweepJson(path, [point])));
  const folder = sweepPaths(path).runPath(point);
  const result = point.state === 'completed' ? await runDirectory(folder).readResult() : undefined;
  if (result) {
    const { tellResult } = await import('../run/report-outcome.ts');
    return tellResult(result, pathFrom(context.workingDirectory, folder), context);
  }
  const why = point.error === undefined ? '' : `: ${point.error}${point.code === undefined ? '' : ` (${point.code})`}`;
  context.out(`The run is ${point.state}${why}`);
  context.out(`  to go on:  tessera run ${named}${point.state === 'failed' ? ' --rerun failed' : ''}`);
}
