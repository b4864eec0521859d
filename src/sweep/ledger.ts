import { appendFile, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { objectiveSection } from '../../schemas/sweep.ts';
import { exists, isAbsent } from '../core/exists.ts';
import { readFormatted, withFormat } from '../core/format/index.ts';
import { jsonNumber, toJson } from '../core/json.ts';
import { writeJson } from '../core/json-file.ts';
import { writeFailed } from '../core/write-failed.ts';
import { prunedSchema } from '../runs/pruned.ts';
import { directionSchema } from '../runs/result.ts';

/**
 * `interrupted`: it saved and ended, since it was asked to. `lost`: its process died without a word. `unknown`: a
 * process of another machine trains it, or did.
 */
export const pointStates = ['waiting', 'running', 'completed', 'failed', 'interrupted', 'lost', 'unknown'] as const;
export type PointState = (typeof pointStates)[number];

const ledgerPoint = z.object({
  id: z.string(),
  /** From 1, in the order in which the sweep first had its points. It never changes. Older ledgers lack it. */
  number: z.int().positive().optional(),
  /** Present if it has a name in the sweep. */
  label: z.string().optional(),
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
  /** Present if the sweep's pruner stopped it before its end. It is complete then. */
  pruned: prunedSchema.optional(),
  /** Figures of the test split by name, with `loss`. NaN if nothing could be counted. */
  metrics: z.record(z.string(), jsonNumber).optional(),
  /** Present if they are of the validation split, since the data has no test. */
  split: z.literal('val').optional(),
  /** Whether larger or smaller is better, by the same names. */
  directions: z.record(z.string(), directionSchema).optional(),
});
export type LedgerPoint = z.output<typeof ledgerPoint>;

/**
 * `sweep.json`: the points of a sweep and the state of each. It is written by the process that holds the sweep's lease,
 * for a moment; changes are appended by every process that runs points of the sweep.
 */
export const ledgerSchema = z.object({
  name: z.string(),
  /** The experiment's file, as it was given. */
  file: z.string(),
  startedAt: z.string(),
  /** The id of the experiment without its sweep. Older ledgers lack it, as they do the keys that vary. */
  base: z.string().optional(),
  axes: z.array(z.string()).optional(),
  /** What points are ranked by, as the experiment says. */
  objective: objectiveSection.optional(),
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

/**
 * Puts the changes so far apart, so that those that other processes append meanwhile are not lost when the ledger is
 * written. The caller must hold the sweep's lease.
 */
export async function freezeChanges(directory: string): Promise<void> {
  // Where a process died before it had written the ledger, its changes are still apart.
  if (await exists(frozenFile(directory))) return;
  await rename(changesFile(directory), frozenFile(directory)).catch((error: unknown) => {
    if (!isAbsent(error)) throw error;
  });
}

/** Writes everything to `sweep.json`, and removes the changes that were put apart, which it must have. */
export async function writeLedger(directory: string, ledger: Ledger): Promise<void> {
  await writeJson(join(directory, 'sweep.json'), withFormat(ledger));
  await rm(frozenFile(directory), { force: true });
}

/** Begins a new line, since the one before may have been cut short. @throws TesseraError `run-failed` */
export async function appendChange(directory: string, point: LedgerPoint): Promise<void> {
  const [file, line] = [changesFile(directory), `\n${toJson(point)}\n`];
  await appendFile(file, line).catch((error: unknown) => Promise.reject(writeFailed(file, error, line.length)));
}

async function readChanges(directory: string): Promise<LedgerPoint[]> {
  const texts: string[] = [];
  for (const file of [frozenFile(directory), changesFile(directory)])
    texts.push(
      await readFile(file, 'utf8').catch((error: unknown) => {
        if (isAbsent(error)) return '';
        throw error;
      }),
    );
  return texts.flatMap(parseChanges);
}

/** Follows the changes that all processes of a sweep append. */
export interface ChangeReader {
  /**
   * What was appended since the last call. If the file is another one since, the changes before it are in `sweep.json`,
   * and the whole ledger is read.
   */
  read(): Promise<readonly LedgerPoint[]>;
}

export function changeReader(directory: string): ChangeReader {
  let seen: { readonly file: bigint; readonly size: number } | undefined;
  return {
    async read() {
      const handle = await open(changesFile(directory), 'r').catch((error: unknown) => {
        if (isAbsent(error)) return undefined;
        throw error;
      });
      if (!handle) {
        const before = seen;
        seen = undefined;
        return before ? ((await readLedger(directory))?.points ?? []) : [];
      }
      try {
        const { ino, size } = await handle.stat({ bigint: true });
        const isSame = seen !== undefined && seen.file === ino && seen.size <= Number(size);
        const from = isSame ? seen!.size : 0;
        const bytes = Buffer.alloc(Number(size) - from);
        await handle.read(bytes, 0, bytes.length, from);
        // A line that is still being written is read at the next call.
        const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
        const isOther = seen !== undefined && !isSame;
        seen = { file: ino, size: from + whole.length };
        return isOther ? ((await readLedger(directory))?.points ?? []) : parseChanges(whole.toString('utf8'));
      } finally {
        await handle.close();
      }
    },
  };
}

function parseChanges(text: string): LedgerPoint[] {
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

function frozenFile(directory: string): string {
  return join(directory, 'sweep.changes.old.jsonl');
}

function changesFile(directory: string): string {
  return join(directory, 'sweep.changes.jsonl');
}
