import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { toJson } from '../core/json.ts';
import { writeFileAtomicSync } from '../core/write-file.ts';
import type { SplitName } from '../data/dataset.ts';
import { openAppendFile } from './append-file.ts';
import type { Logger } from './logger.ts';

/** One line of `metrics.jsonl`. */
export interface MetricsLine {
  readonly step: number;
  readonly split: SplitName | 'run';
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
 * Writes scalars as one JSON line per call, for scripts. Images, histograms, text and hyper-parameters are left out.
 */
export function createJsonLinesLogger(file: string, { startStep, now = Date.now }: JsonLinesLoggerOptions): Logger {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) keepUpTo(file, startStep);
  const lines = openAppendFile(file, 'a');
  return {
    scalars(split, step, values) {
      const line: MetricsLine = { step, split, time: new Date(now()).toISOString(), values };
      lines.append(Buffer.from(`${toJson(line)}\n`));
    },
    epochScalars() {},
    prCurve() {},
    layout() {},
    graph() {},
    image() {},
    histogram() {},
    text() {},
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
