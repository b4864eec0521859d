import { join, relative, resolve } from 'node:path';
import type { LoadedExperiment } from '../config/index.ts';
import { exitCodes, type ExitCode } from '../core/errors/index.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import { toJson } from '../core/json.ts';
import { localLauncher } from '../launch/local.ts';
import { selfCommand } from '../launch/self.ts';
import { sweepCsv, sweepJson, sweepTable } from '../sweep/results.ts';
import { runSweep, type SweepOptions, type SweepResult } from '../sweep/run-sweep.ts';
import { readPoints, sweepPath } from '../sweep/sweep-directory.ts';
import { checkSweep } from './check-sweep.ts';
import type { CliContext } from './context.ts';
import { withPlaces } from './load.ts';
import { createSweepReporter } from './report/sweep-reporter.ts';
import { sweepResultsTable } from './report/sweep-results.ts';

/** What the command line says about a sweep. */
export interface SweepArguments {
  readonly runs: string;
  readonly jobs: number;
  readonly rerun?: 'failed';
  readonly only?: readonly string[];
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Runs a sweep and prints how it ended. Exit code 0 if every point is complete, 1 if one isn't, 130 after an interrupt. */
export async function sweepExperiment(
  loaded: LoadedExperiment,
  args: SweepArguments,
  context: CliContext,
  tessera: SweepOptions['tessera'] = selfCommand,
): Promise<ExitCode> {
  const options = { atOnce: args.jobs, rerun: args.rerun, only: args.only, force: args.force };
  const runsDirectory = resolve(context.workingDirectory, args.runs);
  await withPlaces(loaded, () => checkSweep(loaded, runsDirectory, context));
  if (args.dryRun) return dryRun(loaded, runsDirectory, args, context);

  const result = await runSweep(loaded, {
    ...options,
    runsDirectory,
    workingDirectory: context.workingDirectory,
    launcher: localLauncher(),
    tessera,
    observer: createSweepReporter(context),
    onInterrupt: (listener) => context.onInterrupt(listener),
    onSave: (listener) => context.onSave(listener),
  });
  await writeFileAtomic(join(result.path, 'sweep.csv'), sweepCsv(sweepTable(result.points)));
  report(result, args, context);
  if (result.interrupted) return exitCodes.interrupted;
  return result.points.every(({ state }) => state === 'completed') || isSelectionDone(result, args)
    ? exitCodes.done
    : exitCodes.runFailed;
}

async function dryRun(
  loaded: LoadedExperiment,
  runsDirectory: string,
  args: SweepArguments,
  context: CliContext,
): Promise<ExitCode> {
  const path = sweepPath(runsDirectory, loaded);
  const points = await readPoints(path, loaded.points);
  if (args.json) context.data(toJson(sweepJson(path, points)));
  else {
    context.out(sweepResultsTable(points, context.columns()));
    context.out('');
    context.out(`${points.length} points; their runs go to ${shown(path, context)}`);
  }
  return exitCodes.done;
}

function report({ path, points, interrupted }: SweepResult, args: SweepArguments, context: CliContext): void {
  if (args.json) {
    context.data(toJson(sweepJson(path, points)));
    return;
  }
  context.out(sweepResultsTable(points, context.columns()));
  context.out('');
  for (const { id, error, code } of points)
    if (error !== undefined) context.out(`${id}: ${error}${code === undefined ? '' : ` (${code})`}`);
  if (interrupted) context.out('Interrupted. The same command goes on where it stopped.');
  else if (points.some(({ state }) => state === 'failed'))
    context.out('To run the failed points again: the same command with --rerun failed');
  const place = shown(path, context);
  context.out(`  as a table:  ${join(place, 'sweep.csv')}`);
  context.out(`  logs:        ${join(place, 'logs')}`);
  context.out(`  curves:      tessera board ${place}`);
}

/** Relative to the working directory if the path is inside it. */
function shown(path: string, { workingDirectory }: CliContext): string {
  const short = relative(workingDirectory, path);
  return short.startsWith('..') ? path : short;
}

/** With `--only`, the exit code depends on the points that it names. */
function isSelectionDone({ points }: SweepResult, { only }: SweepArguments): boolean {
  if (!only) return false;
  return points.every(({ id, name, state }) => state === 'completed' || !(only.includes(id) || only.includes(name)));
}
