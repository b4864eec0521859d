import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isAbsent } from '../core/exists.ts';
import { readFormatted, withFormat } from '../core/format/index.ts';
import { jsonNumber, toJson } from '../core/json.ts';
import { writeJson } from '../core/json-file.ts';
import { writeFailed } from '../core/write-failed.ts';
import { directionSchema } from '../runs/result.ts';

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
  /** The error's code, if its process reported one. */
  code: z.string().optional(),
  /** The state of its run's `run.json` when that said that the run is complete, from `fileState`. */
  record: z.string().optional(),
  /** Seconds of training, in all attempts. */
  seconds: z.number().optional(),
  /** The best validation, by the metric that decides. Points are ranked by it. */
  validation: z.object({ metric: z.string(), direction: directionSchema, value: jsonNumber, step: z.int() }).optional(),
  /** Figures of the test split by name, with `loss`. NaN if nothing could be counted. */
  metrics: z.record(z.string(), jsonNumber).optional(),
  /** Present if they are of the validation split, since the data has no test. */
  split: z.literal('val').optional(),
  /** Whether larger or smaller is better, by the same names. */
  directions: z.record(z.string(), directionSchema).optional(),
});
export type LedgerPoint = z.output<typeof ledgerPoint>;

/**
 * `sweep.json`: the points of a sweep and the state of each. Only the process that holds the sweep's lease writes it.
 */
export const ledgerSchema = z.object({
  name: z.string(),
  /** The experiment's file, as it was given. */
  file: z.string(),
  startedAt: z.string(),
  points: z.array(ledgerPoint),
});
export type Ledger = z.output<typeof ledgerSchema>;

/**
 * The ledger of a sweep: `sweep.json` and the changes since it was written, one line for each in `sweep.changes.jsonl`.
 * So a change costs one line, however many points there are.
 * @throws TesseraError `file-unreadable`
 */
export async function readLedger(directory: string): Promise<Ledger | undefined> {
  const ledger = await readFormatted(join(directory, 'sweep.json'), 'ledger', ledgerSchema);
  if (!ledger) return undefined;
  const points = new Map(ledger.points.map((point) => [point.id, point]));
  for (const point of await readChanges(directory)) points.set(point.id, point);
  return { ...ledger, points: [...points.values()] };
}

/** Writes everything to `sweep.json`, and empties the list of changes. */
export async function writeLedger(directory: string, ledger: Ledger): Promise<void> {
  await writeJson(join(directory, 'sweep.json'), withFormat(ledger));
  await rm(changesFile(directory), { force: true });
}

/** Begins a new line, since the one before may have been cut short. @throws TesseraError `run-failed` */
export async function appendChange(directory: string, point: LedgerPoint): Promise<void> {
  const [file, line] = [changesFile(directory), `\n${toJson(point)}\n`];
  await appendFile(file, line).catch((error: unknown) => Promise.reject(writeFailed(file, error, line.length)));
}

async function readChanges(directory: string): Promise<LedgerPoint[]> {
  const text = await readFile(changesFile(directory), 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => parseChange(line) ?? []);
}

/** Parses a change. The last line may be incomplete after a kill; its content is in the point's run. */
function parseChange(line: string): LedgerPoint | undefined {
  try {
    return ledgerPoint.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function changesFile(directory: string): string {
  return join(directory, 'sweep.changes.jsonl');
}
