import { z } from 'zod';
import { isPlainObject } from '../core/plain-object.ts';

/** How an attempt ended. `killed`: its process ended without a word. */
export const attemptOutcomes = ['running', 'completed', 'failed', 'interrupted', 'killed'] as const;

const gitSchema = z.object({
  commit: z.string(),
  branch: z.string().optional(),
  dirty: z.boolean(),
  /** Hash of the difference to the commit, and of the names of untracked files. */
  diffHash: z.string().optional(),
  /** The file in the run's folder that has this difference, for `git apply`. */
  patch: z.string().optional(),
});

/** One process that trained a run: from its start or its resumption to its end. */
export const attemptSchema = z.object({
  /** 1 is the first. */
  number: z.int().positive(),
  /** ISO 8601. */
  startedAt: z.string(),
  endedAt: z.string().optional(),
  /** Completed optimizer steps at its beginning and at its end. */
  firstStep: z.int().nonnegative(),
  lastStep: z.int().nonnegative(),
  outcome: z.enum(attemptOutcomes),
  /** One line, if it failed. */
  error: z.string().optional(),
  host: z.string(),
  machine: z.object({ cpu: z.string(), cores: z.int(), memoryBytes: z.number(), platform: z.string() }),
  /** Node.js, Tessera and the packages that compute and decode. */
  versions: z.record(z.string(), z.string()),
  /** Backend and its library, for people. */
  backend: z.string(),
  /** What computed. Numbers are equal bit by bit only where all of this is equal. */
  engine: z
    .object({
      backend: z.string(),
      device: z.string(),
      driver: z.string().optional(),
      /** Which of several cards of that name: its UUID, or its number. */
      deviceId: z.string().optional(),
      threads: z.int().positive(),
    })
    .optional(),
  /** Arguments of the command line, without the program. */
  command: z.array(z.string()).optional(),
  /** The lock file of the project's packages. */
  lockFile: z.object({ file: z.string(), sha256: z.string() }).optional(),
  /** The state of the project's repository. */
  git: gitSchema.optional(),
  /** Commit of Tessera itself, if it runs from a repository of its own. */
  tessera: z.object({ commit: z.string(), dirty: z.boolean() }).optional(),
  /** Changes since the attempt before that were allowed or accepted, one line each. */
  changes: z.array(z.string()).optional(),
  /** The most memory that the process had. */
  peakMemoryBytes: z.number().optional(),
  /** Images trained on per second of the attempt, validations included. */
  imagesPerSecond: z.number().optional(),
});
export type Attempt = z.output<typeof attemptSchema>;

/**
 * Runs of earlier versions kept the number of attempts, and only what the last one ran on. All of them together become
 * one attempt with the last number.
 */
export function withAttempts(content: unknown): unknown {
  if (!isPlainObject(content) || typeof content['attempts'] !== 'number') return content;
  const { attempts: number, machine, versions, backend, git, ...record } = content;
  const { startedAt, endedAt, step, status, error, host } = record;
  const optional = Object.entries({ endedAt, error, git }).filter(([, value]) => value !== undefined);
  const attempt = {
    number,
    startedAt,
    firstStep: 0,
    lastStep: step,
    outcome: status,
    host,
    machine,
    versions,
    backend,
  };
  return { ...record, attempts: [{ ...attempt, ...Object.fromEntries(optional) }] };
}
