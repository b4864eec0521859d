import { join } from 'node:path';
import { z } from 'zod';
import { readOwnJson, writeJson } from '../core/json-file.ts';

/** `unknown`: a process of another machine trains it, or did. */
export const pointStates = ['waiting', 'running', 'completed', 'failed', 'interrupted', 'unknown'] as const;
export type PointState = (typeof pointStates)[number];

const ledgerPoint = z.object({
  id: z.string(),
  /** Folder of its run, inside the sweep's. */
  name: z.string(),
  /** Path of a key to the value it has at this point. */
  overrides: z.record(z.string(), z.unknown()),
  state: z.enum(pointStates),
  /** Processes started for it so far. */
  attempts: z.int().nonnegative(),
  /** Why it failed, in one line. */
  error: z.string().optional(),
  /** Seconds of training, in all attempts. */
  seconds: z.number().optional(),
  /** Of the test split, by name; `loss` too. */
  metrics: z.record(z.string(), z.number()).optional(),
});
export type LedgerPoint = z.output<typeof ledgerPoint>;

/** `sweep.json`: what a sweep consists of and where each point stands. Only the process that runs the sweep writes it. */
export const ledgerSchema = z.object({
  name: z.string(),
  /** The experiment's file, as it was given. */
  file: z.string(),
  startedAt: z.string(),
  points: z.array(ledgerPoint),
});
export type Ledger = z.output<typeof ledgerSchema>;

export function readLedger(directory: string): Promise<Ledger | undefined> {
  return readOwnJson(join(directory, 'sweep.json'), ledgerSchema);
}

export function writeLedger(directory: string, ledger: Ledger): Promise<void> {
  return writeJson(join(directory, 'sweep.json'), ledger);
}
