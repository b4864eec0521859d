import { join, resolve } from 'node:path';
import type { LoadedExperiment } from '../../config/index.ts';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import { submitSweep, type SubmittedSweep } from '../../jobs/submit.ts';
import { selfCommand } from '../../launch/self.ts';
import type { ComponentReference } from '../../registry/index.ts';
import { retriesOf } from '../../sweep/retries.ts';
import { isFolderOfJob, sweepPaths } from '../../sweep/sweep-paths.ts';
import { checkSweep } from '../check-sweep.ts';
import type { CliContext } from '../context.ts';
import { withPlaces } from '../load.ts';
import { pathFrom } from '../path-from.ts';
import type { SweepArguments } from '../sweep-experiment.ts';
import { attach } from './attach.ts';
import { builderOf, withLauncherPlaces } from './elsewhere.ts';

/** Submits what is missing of a sweep, or of an experiment without one, says how to go on, and leaves. */
export async function submit(loaded: LoadedExperiment, args: SweepArguments, context: CliContext): Promise<ExitCode> {
  const submitted = await handOver(loaded, args, context);
  if (args.json) context.data(toJson(submittedJson(submitted, loaded.launch!)));
  else for (const line of submittedLines(submitted, loaded, context)) context.out(line);
  return exitCodes.done;
}

/** Submits what is missing, and watches the jobs until they have ended. After Ctrl-C they go on. */
export async function submitAndAttach(
  loaded: LoadedExperiment,
  args: SweepArguments,
  context: CliContext,
): Promise<ExitCode> {
  let isInterrupted = false;
  const stopListening = context.onInterrupt(() => (isInterrupted = true));
  const { path, points, submitted, queued } = await handOver(loaded, args, context).finally(stopListening);
  if (isInterrupted) return exitCodes.interrupted;
  if (submitted.length > 0 || queued.length > 0) return attach({ path, named: loaded.file, loaded }, args, context);
  return points.every(({ state }) => state === 'completed') ? exitCodes.done : exitCodes.runFailed;
}

async function handOver(loaded: LoadedExperiment, args: SweepArguments, context: CliContext): Promise<SubmittedSweep> {
  checkArguments(args);
  const runsDirectory = resolve(context.workingDirectory, args.runs);
  await withPlaces(loaded, () => checkSweep(loaded, runsDirectory, context));
  return withLauncherPlaces({ loaded }, () =>
    submitSweep(loaded, {
      rerun: args.rerun,
      only: args.only,
      force: args.force,
      runsDirectory,
      workingDirectory: context.workingDirectory,
      environment: context.environment,
      launch: loaded.launch!,
      build: builderOf({ loaded }, context),
      tessera: selfCommand,
      retries: retriesOf(loaded.sweep, args.retries),
      onWait: (whom) => context.err(`waiting for up to a minute to see whether ${whom} still changes this sweep`),
    }),
  );
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
  const run = isFolderOfJob(path) ? { run: sweepPaths(path).runPath(points[0]!) } : {};
  return { path, ...run, launcher: launch.type, ...counts, jobs: jobs(submitted), earlierJobs: jobs(earlier) };
}

function submittedLines(
  { path, points, submitted, queued, earlier, runningHere }: SubmittedSweep,
  { file, launch, set = [] }: LoadedExperiment,
  { workingDirectory }: CliContext,
): string[] {
  const type = launch!.type;
  // The file alone would be another sweep.
  const named = set.length > 0 ? pathFrom(workingDirectory, path) : file;
  const failed = points.filter(({ state }) => state === 'failed').length;
  const names = (list: SubmittedSweep['submitted']) => list.map(({ id }) => id).join(', ');
  // Several processes may have the same list of points, and share it.
  const count = new Set(submitted.flatMap(({ indexes }) => indexes)).size;
  const isSweep = !isFolderOfJob(path);
  const lines = isSweep ? sweepLines(path, points, workingDirectory) : runLines(path, points, workingDirectory);
  if (queued.length > 0)
    lines.push(
      `queued     ${queued.length} wait or run already, in ${type} ${names(earlier)}; they are not submitted twice`,
    );
  if (runningHere.length > 0)
    lines.push(`running    ${runningHere.length} in another process, which was not submitted`);
  const notes = submitted.flatMap(({ note }) => (note === undefined ? [] : [`           ${note}`]));
  if (count > 0) lines.push(`submitted  ${isSweep ? `${count} ` : ''}to ${type}, as ${names(submitted)}`, ...notes);
  else if (failed > 0)
    lines.push(
      `Nothing is left to submit. To run ${isSweep ? 'the failed points' : 'it'} again: the same command with ` +
        '--rerun failed',
    );
  else lines.push('Nothing is left to submit.');
  if (count > 0 || queued.length > 0)
    lines.push(
      '',
      `  watch:   tessera sweep ${named} --attach`,
      `  cancel:  tessera sweep ${named} --cancel`,
      `  logs:    ${join(pathFrom(workingDirectory, path), 'logs')}`,
    );
  return lines;
}

function sweepLines(path: string, points: SubmittedSweep['points'], workingDirectory: string): string[] {
  const count = (state: string) => points.filter((point) => point.state === state).length;
  const failed = count('failed') > 0 ? `, ${count('failed')} failed` : '';
  return [
    `sweep      ${pathFrom(workingDirectory, path)}`,
    `points     ${points.length}: ${count('completed')} completed${failed}`,
  ];
}

function runLines(path: string, [point]: SubmittedSweep['points'], workingDirectory: string): string[] {
  const state = point!.state === 'waiting' ? '' : `, ${point!.state}`;
  return [`run        ${pathFrom(workingDirectory, sweepPaths(path).runPath(point!))}${state}`];
}
