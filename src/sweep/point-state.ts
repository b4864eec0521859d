import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobEnd } from '../launch/launcher.ts';
import { runDirectory } from '../runs/directory.ts';
import { livenessOf } from '../runs/liveness.ts';
import type { RunResult } from '../runs/result.ts';
import type { LedgerPoint } from './ledger.ts';

/** The point as its run's own files tell it; the ledger only knows what never became a run. */
export async function refresh(sweepPath: string, point: LedgerPoint): Promise<LedgerPoint> {
  const run = runDirectory(join(sweepPath, point.name));
  const record = await run.readRecord();
  if (!record) return point.state === 'failed' ? point : { ...point, state: 'waiting' };
  const { error: _, metrics: __, ...rest } = point;
  const { state } = await livenessOf(run, record);
  const result = state === 'completed' ? await run.readResult() : undefined;
  return {
    ...rest,
    state,
    seconds: record.seconds,
    ...(record.error !== undefined && { error: record.error }),
    ...(result && { metrics: testMetrics(result) }),
  };
}

/** The same after its process has ended. A process that ends without leaving a run has failed, unless it was asked to end. */
export async function refreshAfter(
  end: JobEnd,
  sweepPath: string,
  point: LedgerPoint,
  logFile: string,
): Promise<LedgerPoint> {
  const ended = await refresh(sweepPath, point);
  const killed = end.signal !== undefined && !end.cancelled;
  if (ended.state === 'interrupted' && killed) return { ...ended, error: `killed by ${end.signal}` };
  if (ended.state !== 'waiting' || end.cancelled) return ended;
  const how = end.signal === undefined ? `ended with exit code ${end.exitCode}` : `killed by ${end.signal}`;
  return { ...ended, state: 'failed', error: end.error ?? (await lastError(logFile)) ?? how };
}

/** In the experiment's order, the loss last. */
export function testMetrics({ test }: RunResult): Record<string, number> {
  const values = Object.entries(test.metrics).map(([name, { value }]) => [name, value] as const);
  return { ...Object.fromEntries(values), loss: test.loss };
}

async function lastError(logFile: string): Promise<string | undefined> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n');
  return lines.findLast((line) => /error\[|Error:/.test(line))?.trim();
}
