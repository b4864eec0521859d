import type { LoadedExperiment } from '../config/index.ts';
import { exitCodes, TesseraError, type ExitCode } from '../core/errors/index.ts';
import { toJson } from '../core/json.ts';
import { changedBase } from '../sweep/changed-base.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { sweepOutlook, type Outlook, type PointCost } from '../sweep/outlook.ts';
import { sweepJson } from '../sweep/results.ts';
import { selectPoints } from '../sweep/select.ts';
import { sourceOf } from '../sweep/source-of.ts';
import { readPoints } from '../sweep/sweep-directory.ts';
import type { CliContext } from './context.ts';
import { formatBytes, formatDuration } from './report/format.ts';
import { describeSearch, searchJson } from './report/search.ts';
import { describeChange } from './report/sweep-reporter.ts';
import { sweepResultsTable } from './report/sweep-results.ts';
import { pathFrom } from './path-from.ts';
import type { SweepArguments } from './sweep-experiment.ts';

/** A point of a larger sweep is not tried: the list shall be there at once. */
const manyPoints = 1000;

/** Lists the points of a sweep with their states, and what the rest may take. Nothing is run, but a few steps tried. */
export async function dryRunSweep(
  loaded: LoadedExperiment,
  runsDirectory: string,
  args: SweepArguments,
  context: CliContext,
): Promise<ExitCode> {
  const path = await findSweep(runsDirectory, loaded);
  const changed = await changedBase(runsDirectory, loaded, path);
  const source = await sourceOf(loaded, context.workingDirectory);
  const points = await readPoints(path, await source.known(path), loaded.sweep?.objective);
  const later = args.only ? 0 : source.count - points.length;
  const size = { total: source.count, toRun: selectPoints(points, args).length + later };
  const outlook = await sweepOutlook(path, points, size, args.jobs, () => tryPoint(loaded, context));
  const search = loaded.search && searchJson(loaded.search);
  if (args.json) {
    context.data(
      toJson({
        ...(sweepJson(path, points) as object),
        ...(search && { search }),
        outlook,
        ...(changed && { changed }),
      }),
    );
    return exitCodes.done;
  }
  for (const line of changed ? describeChange(changed) : []) context.err(line);
  if (points.length > 0) context.out(`${sweepResultsTable(points, context.columns())}\n`);
  for (const line of loaded.search ? describeSearch(loaded.search, loaded.sweep?.prune) : []) context.out(line);
  context.out(`${source.count} points; their runs go to ${pathFrom(context.workingDirectory, path)}`);
  for (const line of describeOutlook(outlook, args.jobs)) context.out(line);
  if (loaded.sweep?.prune !== undefined) context.out('        less if points are stopped early');
  return exitCodes.done;
}

/** `to run  40 of 60 points`, their time and disk. */
export function describeOutlook(outlook: Outlook, jobs: number): string[] {
  const { points, toRun, seconds, bytes, freeBytes, measuredOn } = outlook;
  if (toRun === 0) return ['to run  nothing'];
  const by = measuredOn > 0 ? `by the ${measuredOn} that are complete` : 'by a few steps of the first point, tried now';
  const free = freeBytes === undefined ? '' : `, ${formatBytes(freeBytes)} are free`;
  return [
    `to run  ${toRun} of ${points} points`,
    seconds === undefined
      ? 'time    unknown before a point is complete'
      : `time    about ${formatDuration(seconds)}, ${jobs} at a time; ${by}`,
    bytes === undefined ? `disk    unknown${free}` : `disk    about ${formatBytes(bytes)}${free}`,
  ];
}

/**
 * The time of a few steps of the first point, and the size of its checkpoints. Nothing is known of one with problems.
 */
async function tryPoint(loaded: LoadedExperiment, context: CliContext): Promise<PointCost> {
  const { points, file } = loaded;
  if (points.length > manyPoints) return {};
  const { planExperiment } = await import('../plan/index.ts');
  const { tryOut } = await import('./try-out.ts');
  try {
    const { time, model } = await planExperiment({
      experiment: points[0]!.experiment,
      registry: loaded.registry,
      workingDirectory: context.workingDirectory,
      tryOut: (needed) => tryOut(file, { set: loaded.set ?? [], needed }, context),
    });
    // The last checkpoint and the best one.
    const bytes = model && 2 * (model.memory.model + model.memory.optimizer);
    if (!time) return { bytes };
    const { training, validation, test } = time.seconds;
    return { bytes, seconds: training + validation + test };
  } catch (error) {
    if (error instanceof TesseraError) return {};
    throw error;
  }
}
