import { basename, dirname, join } from 'node:path';
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
    runPath: (point) => join(runsFolder(path), point.name),
    configFile: (point) => join(path, 'points', `${point.id}.yaml`),
    logFile: (point) => join(path, 'logs', `${point.name}.log`),
    reportFile: (point) => join(path, 'logs', `${point.name}.error.json`),
    workerLogFile: join(path, 'logs', 'workers.log'),
  };
}

/** The folder, among the runs, with what belongs to jobs of experiments without a sweep. */
const jobsAmongRuns = '.jobs';

/** What an experiment without a sweep has in place of a sweep's folder when it is submitted as a job. */
export function folderOfJob(runsDirectory: string, run: string): string {
  return join(runsDirectory, jobsAmongRuns, run);
}

/** Whether a folder is that of a job whose experiment has no sweep. */
export function isFolderOfJob(path: string): boolean {
  return basename(dirname(path)) === jobsAmongRuns;
}

/**
 * The folder in which the runs of a sweep's points lie: its own, or that of all runs for an experiment without a sweep.
 */
export function runsFolder(path: string): string {
  return isFolderOfJob(path) ? dirname(dirname(path)) : path;
}
