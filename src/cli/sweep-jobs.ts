import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { durationInSeconds } from '../../schemas/duration.ts';
import type { LoadedExperiment, SweepPoint } from '../config/index.ts';
import { atPath } from '../core/errors/at-path.ts';
import { exitCodes, TesseraError, type ExitCode } from '../core/errors/index.ts';
import { exists } from '../core/exists.ts';
import { toJson } from '../core/json.ts';
import { attachSweep } from '../jobs/attach.ts';
import { cancelSweep } from '../jobs/cancel.ts';
import { logsOf, shares } from '../jobs/queue.ts';
import { readSubmissions } from '../jobs/submissions.ts';
import { submitSweep, type SubmittedSweep } from '../jobs/submit.ts';
import { throttleSweep } from '../jobs/throttle.ts';
import { selfCommand } from '../launch/self.ts';
import type { ComponentReference, Registry } from '../registry/index.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { readLedger, type LedgerPoint } from '../sweep/ledger.ts';
import { keepTop } from '../sweep/keep-top.ts';
import { sweepJson } from '../sweep/results.ts';
import { selectPoints } from '../sweep/select.ts';
import { sweepPaths } from '../sweep/sweep-paths.ts';
import { checkSweep } from './check-sweep.ts';
import type { CliContext } from './context.ts';
import { launcherOf } from './launcher-of.ts';
import { withPlaces } from './load.ts';
import { pathFrom } from './path-from.ts';
import { tellSweepFiles, writeSweepResults } from './write-sweep-results.ts';
import { createAttachReporter } from './report/attach-reporter.ts';
import { sweepResultsTable } from './report/sweep-results.ts';
import type { SweepArguments } from './sweep-experiment.ts';

/** A sweep whose points run elsewhere. `loaded` is absent if its folder was named. */
export interface SweepElsewhere {
  readonly path: string;
  /** As the user named it, for commands that are printed. */
  readonly named: string;
  readonly loaded?: LoadedExperiment;
}

/** Submits the points of a sweep, says how to go on, and leaves. An experiment without a sweep is one of a single point. */
export async function submit(given: LoadedExperiment, args: SweepArguments, context: CliContext): Promise<ExitCode> {
  checkArguments(args);
  const loaded = given.points.length > 0 ? given : { ...given, points: [onlyPoint(given)] };
  const runsDirectory = resolve(context.workingDirectory, args.runs);
  await withPlaces(loaded, () => checkSweep(loaded, runsDirectory, context));
  const { retries } = loaded.sweep ?? {};
  const launch = loaded.launch!;
  const submitted = await withPlacesIn({ loaded }, () =>
    submitSweep(loaded, {
      rerun: args.rerun,
      only: args.only,
      force: args.force,
      runsDirectory,
      workingDirectory: context.workingDirectory,
      environment: context.environment,
      launch,
      build: builder(context, loaded.registry),
      tessera: selfCommand,
      retries: { limit: args.retries ?? retries?.limit ?? 0, seconds: durationInSeconds(retries?.wait ?? '30s') },
      onWait: (whom) => context.err(`waiting for up to a minute to see whether ${whom} still changes this sweep`),
    }),
  );
  if (args.json) context.data(toJson(submittedJson(submitted, launch)));
  else for (const line of submittedLines(submitted, launch, loaded.file, context)) context.out(line);
  return exitCodes.done;
}

function onlyPoint({ id, experiment, yaml }: LoadedExperiment): SweepPoint {
  return { id, overrides: {}, experiment, yaml };
}

/** What only a process can do that stays with the sweep. */
function checkArguments({ maxTime, failFast }: SweepArguments): void {
  const given = maxTime !== undefined ? '--max-time' : failFast ? '--fail-fast' : undefined;
  if (given === undefined) return;
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected no \`${given}\` where points are submitted as jobs: nothing stays to stop them`,
    hints: [
      '`launch.time` limits a job, `tessera sweep <file> --cancel` ends all',
      'to run the sweep here: --set launch=null',
    ],
  });
}

function submittedJson({ path, points, submitted, queued, earlier }: SubmittedSweep, launch: ComponentReference) {
  const jobs = (list: SubmittedSweep['submitted']) => list.map(({ id, indexes }) => ({ id, points: indexes }));
  const counts = {
    points: points.length,
    queued: queued.length,
    submitted: submitted.flatMap((each) => each.indexes).length,
  };
  return { path, launcher: launch.type, ...counts, jobs: jobs(submitted), earlierJobs: jobs(earlier) };
}

function submittedLines(
  { path, points, submitted, queued, earlier, runningHere }: SubmittedSweep,
  launch: ComponentReference,
  file: string,
  { workingDirectory }: CliContext,
): string[] {
  const done = points.filter(({ state }) => state === 'completed').length;
  const failed = points.filter(({ state }) => state === 'failed').length;
  const names = (list: SubmittedSweep['submitted']) => list.map(({ id }) => id).join(', ');
  // Several processes may have the same list of points, and share it.
  const count = new Set(submitted.flatMap(({ indexes }) => indexes)).size;
  const lines = [
    `sweep      ${pathFrom(workingDirectory, path)}`,
    `points     ${points.length}: ${done} completed${failed > 0 ? `, ${failed} failed` : ''}`,
  ];
  if (queued.length > 0)
    lines.push(
      `queued     ${queued.length} wait or run already, in ${launch.type} ${names(earlier)}; they are not submitted twice`,
    );
  if (runningHere.length > 0)
    lines.push(`running    ${runningHere.length} in another process, which was not submitted`);
  const notes = submitted.flatMap(({ note }) => (note === undefined ? [] : [`           ${note}`]));
  if (count > 0) lines.push(`submitted  ${count} to ${launch.type}, as ${names(submitted)}`, ...notes);
  else if (failed > 0)
    lines.push('Nothing is left to submit. To run the failed points again: the same command with --rerun failed');
  else lines.push('Nothing is left to submit.');
  if (count > 0 || queued.length > 0)
    lines.push(
      '',
      `  watch:   tessera sweep ${file} --attach`,
      `  cancel:  tessera sweep ${file} --cancel`,
      `  logs:    ${join(pathFrom(workingDirectory, path), 'logs')}`,
    );
  return lines;
}

/** Watches a sweep until its jobs have ended, and shows its results. */
export async function attach(sweep: SweepElsewhere, args: SweepArguments, context: CliContext): Promise<ExitCode> {
  const build = builder(context, sweep.loaded?.registry);
  const end = await withPlacesIn(sweep, () =>
    attachSweep(sweep.path, {
      build,
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
  // A task knows its own points only, so nobody has done it yet.
  const runPath = ({ name }: LedgerPoint) => join(sweep.path, name);
  await keepTop({ path: sweep.path, keep: sweep.loaded?.sweep?.keep, points: () => points, runPath });
  const files = await writeSweepResults(sweep.path, points);
  if (args.json) context.data(toJson(sweepJson(sweep.path, points)));
  else {
    context.out(sweepResultsTable(points, context.columns()));
    context.out('');
    for (const { id, error, code } of points)
      if (error !== undefined) context.out(`${id}: ${error}${code === undefined ? '' : ` (${code})`}`);
    const left = points.filter(({ state }) => state !== 'completed' && state !== 'failed').length;
    if (left > 0)
      context.out(`${left} of the points are not complete. To go on with them: tessera sweep ${sweep.named}`);
    tellSweepFiles(sweep.path, files, context);
  }
  return points.every(({ state }) => state === 'completed') ? exitCodes.done : exitCodes.runFailed;
}

/** Cancels all jobs of a sweep, or those of some points. */
export async function cancel(sweep: SweepElsewhere, args: SweepArguments, context: CliContext): Promise<ExitCode> {
  const only = args.only && selectNamed(await pointsOf(sweep), args.only);
  const cancelled = await withPlacesIn(sweep, () =>
    cancelSweep(sweep.path, builder(context, sweep.loaded?.registry), only),
  );
  if (args.json) context.data(toJson({ path: sweep.path, cancelled }));
  else if (cancelled.length === 0) context.out('Nothing of this sweep waits or runs.');
  else {
    const points = `${cancelled.length} ${cancelled.length === 1 ? 'point' : 'points'}`;
    context.out(`Cancelled ${points}. Those that run save a checkpoint and end; those that wait don't start.`);
    context.out(`  to go on:  tessera sweep ${sweep.named}`);
  }
  return exitCodes.done;
}

/** Changes how many points run at a time, while they run. */
export async function throttle(
  sweep: SweepElsewhere,
  atOnce: number,
  args: SweepArguments,
  context: CliContext,
): Promise<ExitCode> {
  const ids = await withPlacesIn(sweep, () =>
    throttleSweep(sweep.path, builder(context, sweep.loaded?.registry), atOnce),
  );
  if (args.json) context.data(toJson({ path: sweep.path, jobs: ids, atOnce }));
  else if (ids.length === 0) context.out('Nothing of this sweep waits or runs.');
  else context.out(`At most ${atOnce} at a time from now on (${ids.join(', ')}). Points that run already go on.`);
  return exitCodes.done;
}

/** Prints what a point has printed, and before it what its job printed around it. */
export async function printLogs(sweep: SweepElsewhere, named: string, context: CliContext): Promise<ExitCode> {
  const [point] = selectNamed(await pointsOf(sweep), [named]);
  const { submissions } = await readSubmissions(sweep.path);
  const ofJobs = logsOf(await shares(submissions, builder(context, sweep.loaded?.registry)), point!.number!);
  const files = [...ofJobs, sweepPaths(sweep.path).logFile(point!)];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined || text === '') continue;
    context.out(`== ${relative(context.workingDirectory, file)}`);
    context.data(text.trimEnd());
  }
  return exitCodes.done;
}

/** Finds a sweep by its file, as that is now, or by its folder. */
export async function findElsewhere(
  named: string,
  args: SweepArguments,
  load: () => Promise<LoadedExperiment>,
  { workingDirectory }: CliContext,
): Promise<SweepElsewhere> {
  const folder = resolve(workingDirectory, named);
  if (await exists(join(folder, 'sweep.json'))) return { path: folder, named };
  const loaded = await load();
  const path = await findSweep(resolve(workingDirectory, args.runs), loaded);
  if (await exists(join(path, 'sweep.json'))) return { path, named, loaded };
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a sweep that was submitted, \`${named}\` as it is now has none in ${args.runs}`,
    hints: [
      `submit it: tessera sweep ${named}`,
      'of an earlier version of the file, name the folder: tessera sweep runs/<sweep> --attach',
    ],
  });
}

async function pointsOf({ path }: SweepElsewhere): Promise<readonly LedgerPoint[]> {
  return (await readLedger(path))?.points ?? [];
}

/** By id, name of the run, or number. */
function selectNamed(points: readonly LedgerPoint[], names: readonly string[]): readonly LedgerPoint[] {
  const ids = names.map((name) => points.find(({ number }) => String(number) === name)?.id ?? name);
  const chosen = selectPoints(
    points.map((point) => ({ ...point, state: 'waiting' as const })),
    { only: ids },
  );
  return points.filter(({ id }) => chosen.some((each) => each.id === id));
}

function builder(context: CliContext, registry?: Registry) {
  return (launch: ComponentReference) => launcherOf(launch, context, registry);
}

/** Problems of a launcher are told where the file names it. */
function withPlacesIn<T>({ loaded }: Pick<SweepElsewhere, 'loaded'>, work: () => Promise<T>): Promise<T> {
  const named = () => atPath('launcher', 'launch', work);
  return loaded ? withPlaces(loaded, named) : named();
}
