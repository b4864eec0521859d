import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { toJson } from '../core/json.ts';
import { writeFileAtomicSync } from '../core/write-file.ts';
import { openAppendFile } from './append-file.ts';
import type { Logger, Subject } from './logger.ts';

/** One line of `metrics.jsonl`. */
export interface MetricsLine {
  readonly step: number;
  /** What the values are about: a split, or `run`. */
  readonly split: Subject;
  /** Present if the values are those of a whole epoch, of which `step` is the last. */
  readonly epoch?: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Values by tag. In the file, NaN and infinity, which JSON doesn't have, are their names as strings (`toJson`). */
  readonly values: Readonly<Record<string, number>>;
}

export interface JsonLinesLoggerOptions {
  /** Completed optimizer steps when this process starts; lines of later steps are dropped. 0 starts anew. */
  readonly startStep: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Writes scalars as one JSON line per call, for scripts. All else is left out.
 */
export function createJsonLinesLogger(file: string, { startStep, now = Date.now }: JsonLinesLoggerOptions): Logger {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) keepUpTo(file, startStep);
  const lines = openAppendFile(file, 'a');
  const append = ({ values, ...about }: Omit<MetricsLine, 'time'>) => {
    const line: MetricsLine = { ...about, time: new Date(now()).toISOString(), values };
    lines.append(Buffer.from(`${toJson(line)}\n`));
  };
  return {
    scalars: (split, step, values) => append({ step, split, values }),
    epochScalars({ epoch, step }, values) {
      const named = Object.entries(values).map(([name, value]) => [`epoch/${name}`, value] as const);
      append({ step, epoch, split: 'run', values: Object.fromEntries(named) });
    },
    image() {},
    histogram() {},
    prCurve() {},
    text() {},
    layout() {},
    graph() {},
    hyperParameters() {},
    flush: () => lines.flush(),
    close: () => lines.close(),
  };
}

/**
 * Drops lines of later steps. A temporary file is used, so that a process that dies here leaves the old file or the new
 * one.
 */
function keepUpTo(file: string, startStep: number): void {
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => startStep > 0 && stepOf(line) <= startStep);
  writeFileAtomicSync(file, kept.map((line) => `${line}\n`).join(''));
}

/** The step of a line; infinity for the empty end of the file and for an incomplete line. */
function stepOf(line: string): number {
  try {
    return (JSON.parse(line) as MetricsLine).step;
  } catch {
    return Infinity;
  }
}
