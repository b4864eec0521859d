import { readFile } from 'node:fs/promises';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import { cancelSweep } from '../../jobs/cancel.ts';
import { logsOf, shares } from '../../jobs/queue.ts';
import { readSubmissions } from '../../jobs/submissions.ts';
import { throttleSweep } from '../../jobs/throttle.ts';
import { readLedger, type LedgerPoint } from '../../sweep/ledger.ts';
import { selectPoints } from '../../sweep/select.ts';
import { isFolderOfJob, sweepPaths } from '../../sweep/sweep-paths.ts';
import type { CliContext } from '../context.ts';
import type { SweepArguments } from '../sweep-experiment.ts';
import { pathFrom } from '../path-from.ts';
import { builderOf, withLauncherPlaces, type Elsewhere } from './elsewhere.ts';

/** Cancels all jobs of a sweep, or those of some points. */
export async function cancel(
  sweep: Elsewhere,
  { only: names, json }: Pick<SweepArguments, 'only' | 'json'>,
  context: CliContext,
): Promise<ExitCode> {
  const only = names && selectNamed(await ledgerPoints(sweep), names);
  const cancelled = await withLauncherPlaces(sweep, () => cancelSweep(sweep.path, builderOf(sweep, context), only));
  if (json) context.data(toJson({ path: sweep.path, cancelled }));
  else if (cancelled.length === 0) context.out('Nothing of this sweep waits or runs.');
  else {
    const points = `${cancelled.length} ${cancelled.length === 1 ? 'point' : 'points'}`;
    context.out(`Cancelled ${points}. Those that run save a checkpoint and end; those that wait don't start.`);
    context.out(`  to go on:  tessera ${isFolderOfJob(sweep.path) ? 'run' : 'sweep'} ${sweep.named}`);
  }
  return exitCodes.done;
}

/** Changes how many points run at a time, while they run. */
export async function throttle(
  sweep: Elsewhere,
  atOnce: number,
  { json }: Pick<SweepArguments, 'json'>,
  context: CliContext,
): Promise<ExitCode> {
  const ids = await withLauncherPlaces(sweep, () => throttleSweep(sweep.path, builderOf(sweep, context), atOnce));
  if (json) context.data(toJson({ path: sweep.path, jobs: ids, atOnce }));
  else if (ids.length === 0) context.out('Nothing of this sweep waits or runs.');
  else context.out(`At most ${atOnce} at a time from now on (${ids.join(', ')}). Points that run already go on.`);
  return exitCodes.done;
}

/** Prints what a point has printed, and before it what its job printed around it. */
export async function printLogs(sweep: Elsewhere, named: string, context: CliContext): Promise<ExitCode> {
  const [point] = selectNamed(await ledgerPoints(sweep), [named]);
  const { submissions } = await readSubmissions(sweep.path);
  const ofJobs = logsOf(await shares(submissions, builderOf(sweep, context)), point!.number!);
  const files = [...ofJobs, sweepPaths(sweep.path).logFile(point!)];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined || text === '') continue;
    context.out(`== ${pathFrom(context.workingDirectory, file)}`);
    context.data(text.trimEnd());
  }
  return exitCodes.done;
}

async function ledgerPoints({ path }: Elsewhere): Promise<readonly LedgerPoint[]> {
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
