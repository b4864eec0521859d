import { firstMessageOf } from '../../core/errors/index.ts';
import { isPlainObject } from '../../core/plain-object.ts';
import { configOf } from '../../runs/config-of.ts';
import { readClock, type Clock } from '../../runs/clock.ts';
import { readCurves, type Curves } from '../../runs/curves.ts';
import { runDirectory } from '../../runs/directory.ts';
import { leaves, type Leaf } from '../../runs/leaves.ts';
import { livenessOf } from '../../runs/liveness.ts';
import type { RunRecord } from '../../runs/record.ts';
import type { RunResult } from '../../runs/result.ts';
import type { ReportRun } from '../document.ts';
import type { Target } from './find-targets.ts';

/** What a report needs of every run. */
export interface RunContent extends Target {
  readonly state: ReportRun['status'];
  /** Absent for a point that has no run, and for a run that can't be read. */
  readonly record?: RunRecord;
  readonly result?: RunResult;
  /** Complete, in today's format; undefined if there is none. */
  readonly configuration?: unknown;
  /** Every value of it by its path. */
  readonly config: ReadonlyMap<string, Leaf>;
  readonly curves: Curves;
  readonly clock: Clock;
  /** Why it failed, or can't be read. */
  readonly error?: string;
}

/** Gives a configuration the values that it doesn't say, so that keys that came later are no difference. */
export type Complete = (config: object) => object;

/** Reads a run's folder. One that can't be read is told by its `error`, since a report may be about many others. */
export async function readRun(target: Target, complete: Complete): Promise<RunContent> {
  try {
    return await contentOf(target, complete);
  } catch (error) {
    return {
      ...target,
      state: 'unreadable',
      config: new Map(),
      curves: new Map(),
      clock: [],
      error: firstMessageOf(error),
    };
  }
}

async function contentOf(target: Target, complete: Complete): Promise<RunContent> {
  const run = runDirectory(target.path);
  const record = await run.readRecord();
  if (!record) return withoutRun(target);
  const [result, { state }, config] = await Promise.all([
    run.readResult(),
    livenessOf(run, record),
    configOf(run, record),
  ]);
  const configuration = isPlainObject(config) ? complete(config) : config;
  const [curves, clock] = await Promise.all([readCurves(run), readClock(run)]);
  const error = record.error ?? target.point?.error;
  return {
    ...target,
    state,
    record,
    ...(result && { result }),
    configuration,
    config: new Map(leaves('', configuration)),
    curves,
    clock,
    ...(error !== undefined && { error }),
  };
}

function withoutRun(target: Target): RunContent {
  const { point } = target;
  const nothing = { ...target, config: new Map<string, Leaf>(), curves: new Map(), clock: [] };
  if (!point) return { ...nothing, state: 'unreadable', error: 'it has no run.json' };
  const { state: told } = point;
  const state = told === 'completed' || told === 'running' || told === 'lost' ? 'unknown' : told;
  return { ...nothing, state, ...(point.error !== undefined && { error: point.error }) };
}
