import { cpus, hostname, totalmem } from 'node:os';
import { tesseraVersion } from '../core/version.ts';
import { gitState } from './git.ts';
import type { RunRecord } from './record.ts';

export interface RecordInput {
  readonly id: string;
  readonly name: string;
  readonly totalSteps: number;
  readonly backend: string;
  readonly parameters: RunRecord['parameters'];
  readonly data: NonNullable<RunRecord['data']>;
  readonly workingDirectory: string;
}

/** The record of a run that starts now, in this process, on this machine. */
export async function startRecord(input: RecordInput): Promise<RunRecord> {
  const { workingDirectory, ...given } = input;
  const git = await gitState(workingDirectory);
  return {
    ...given,
    status: 'running',
    step: 0,
    startedAt: new Date().toISOString(),
    seconds: 0,
    attempts: 1,
    pid: process.pid,
    host: hostname(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      platform: `${process.platform} ${process.arch}`,
    },
    versions: { tessera: tesseraVersion(), node: process.versions.node },
    ...(git ? { git } : {}),
  };
}
