import type { ObjectiveSection } from '../../schemas/index.ts';
import { messageOf, TesseraError } from '../core/errors/index.ts';
import { namesIn } from '../core/list-folder.ts';
import { fileState } from '../core/file-state.ts';
import type { JobEnd } from '../launch/launcher.ts';
import { runDirectory } from '../runs/directory.ts';
import { runFigures } from '../runs/figures.ts';
import { livenessOf } from '../runs/liveness.ts';
import { finalFigures, type RunResult } from '../runs/result.ts';
import type { LedgerPoint } from './ledger.ts';
import { objectiveValue } from './objective.ts';
import { sweepPaths } from './sweep-paths.ts';

/**
 * The state of a point, read from its run's own files. Only a point that never became a run is known from the ledger,
 * and one that was complete while its `run.json` has not been touched: then that is looked at, and nothing is opened.
 * If its folder contains something other than a run, the point has failed, and is started again only on request.
 * @throws TesseraError `file-unreadable`, or the system's error, if the state is unknown
 */
export async function refresh(
  sweepPath: string,
  point: LedgerPoint,
  objective?: ObjectiveSection,
): Promise<LedgerPoint> {
  const path = sweepPaths(sweepPath).runPath(point);
  const rest = withoutOutcome(point);
  try {
    if (point.state === 'completed' && point.record !== undefined && point.record === (await recordState(path)))
      return point;
    return (await ofRun(path, rest, objective)) ?? (await withoutRun(path, point, rest));
  } catch (error) {
    // A file that the system refuses to read now may be readable later.
    if (!(error instanceof TesseraError) || error.cause instanceof Error) throw error;
    return { ...rest, state: 'failed', ...failureOf(error) };
  }
}

async function ofRun(
  path: string,
  point: LedgerPoint,
  objective: ObjectiveSection | undefined,
): Promise<LedgerPoint | undefined> {
  const run = runDirectory(path);
  const seen = await recordState(path);
  const record = await run.readRecord();
  if (!record) return undefined;
  const seenState = (await livenessOf(run, record)).state;
  // Its process never wrote how it ended.
  const state = seenState === 'interrupted' && record.status === 'running' ? 'lost' : seenState;
  const result = state === 'completed' ? await run.readResult() : undefined;
  const validation = objectiveValue(runFigures(record, result), objective);
  return {
    ...point,
    state,
    seconds: record.seconds,
    ...(validation && { validation }),
    ...(record.pruned && { pruned: record.pruned }),
    ...(state === 'failed' && record.error !== undefined && { error: record.error }),
    ...(state === 'completed' && seen !== undefined && { record: seen }),
    ...(result && testMetrics(result)),
  };
}

async function withoutRun(path: string, point: LedgerPoint, rest: LedgerPoint): Promise<LedgerPoint> {
  const names = await namesIn(path);
  if (names.length > 0) return { ...rest, state: 'failed', error: `${path} has no run.json, and is not empty` };
  return withoutFolder(point);
}

/** The state of a point that has no folder: it waits, or failed before it became a run. */
export function withoutFolder(point: LedgerPoint): LedgerPoint {
  if (point.state === 'failed') return point;
  return { ...withoutOutcome(point), state: 'waiting' };
}

/** What the ledger knows of a point, whatever has become of its run. */
function withoutOutcome(point: LedgerPoint): LedgerPoint {
  const {
    error: _,
    code: __,
    record: ___,
    validation: ____,
    metrics: _____,
    directions: ______,
    split: _______,
    pruned: ________,
    ...rest
  } = point;
  return rest;
}

/** Undefined if it can't be looked at: whoever reads the record then says why. */
async function recordState(path: string): Promise<string | undefined> {
  const state = await fileState(runDirectory(path).recordFile).catch(() => undefined);
  return state?.text;
}

/**
 * The state after the point's process has ended. A process that leaves no run has failed, unless it was cancelled or
 * killed.
 */
export async function refreshAfter(
  end: JobEnd,
  sweepPath: string,
  point: LedgerPoint,
  objective?: ObjectiveSection,
): Promise<LedgerPoint> {
  const ended = await refresh(sweepPath, point, objective).catch((error: unknown): LedgerPoint => ({
    ...point,
    state: 'failed',
    ...failureOf(error),
  }));
  const [told] = end.problems ?? [];
  const reason = told && { error: told.message, code: told.code };
  const killed = end.signal !== undefined && !end.cancelled;
  // A crash of its own before it had a run would come again; a kill from outside says nothing of the point.
  const isLost = ended.state === 'lost' || (ended.state === 'waiting' && end.signal === 'SIGKILL');
  if (killed && isLost) return { ...ended, state: 'lost', error: `killed by ${end.signal}` };
  if (ended.state === 'failed') return { ...ended, ...reason };
  if (ended.state !== 'waiting' || end.cancelled) return ended;
  const how = end.signal === undefined ? `ended with exit code ${end.exitCode}` : `killed by ${end.signal}`;
  return { ...ended, state: 'failed', error: end.error ?? how, ...reason };
}

/** Metrics of the test split, or of the validation without one, in the experiment's order, then its losses. */
export function testMetrics(
  result: RunResult,
): Required<Pick<LedgerPoint, 'metrics' | 'directions'>> & Pick<LedgerPoint, 'split'> {
  const { split, figures } = finalFigures(result);
  const metrics = Object.entries(figures.metrics);
  const losses = { loss: figures.loss, ...figures.losses };
  return {
    ...(split === 'val' && { split }),
    metrics: { ...Object.fromEntries(metrics.map(([name, { value }]) => [name, value])), ...losses },
    directions: {
      ...Object.fromEntries(metrics.map(([name, { direction }]) => [name, direction])),
      ...Object.fromEntries(Object.keys(losses).map((name) => [name, 'min'])),
    },
  };
}

export function failureOf(error: unknown): Pick<LedgerPoint, 'error' | 'code'> {
  if (error instanceof TesseraError) return { error: error.problems[0]!.message, code: error.problems[0]!.code };
  return { error: messageOf(error) };
}
