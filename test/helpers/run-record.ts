import { hostname } from 'node:os';
import type { Attempt } from '../../src/runs/attempt.ts';
import type { RunRecord } from '../../src/runs/record.ts';

/** The first attempt of a run, which has not ended. */
export function testAttempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    firstStep: 0,
    lastStep: 0,
    outcome: 'running',
    host: hostname(),
    machine: { cpu: 'none', cores: 1, memoryBytes: 1, platform: 'none' },
    versions: {},
    backend: 'cpu',
    ...changes,
  };
}

/** The record of a run in training, at step 3 of 10. */
export function testRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id: '1a2b3c4d',
    name: 'demo',
    status: 'running',
    step: 3,
    totalSteps: 10,
    startedAt: '2026-01-01T00:00:00.000Z',
    seconds: 1,
    pid: process.pid,
    host: hostname(),
    parameters: { total: 2, trainable: 1 },
    attempts: [testAttempt()],
    ...changes,
  };
}
