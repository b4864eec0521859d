import { join } from 'node:path';
import type { LedgerPoint } from './ledger.ts';

/** Where things are in a sweep's folder. */
export interface SweepPaths {
  readonly path: string;
  runPath(point: LedgerPoint): string;
  configFile(point: Pick<LedgerPoint, 'id'>): string;
  logFile(point: LedgerPoint): string;
  /** The file to which the point's process writes why it failed. */
  reportFile(point: LedgerPoint): string;
  /** What processes print that have run several points, beside what each point prints. */
  readonly workerLogFile: string;
}

export function sweepPaths(path: string): SweepPaths {
  return {
    path,
    runPath: (point) => join(path, point.name),
    configFile: (point) => join(path, 'points', `${point.id}.yaml`),
    logFile: (point) => join(path, 'logs', `${point.name}.log`),
    reportFile: (point) => join(path, 'logs', `${point.name}.error.json`),
    workerLogFile: join(path, 'logs', 'workers.log'),
  };
}
