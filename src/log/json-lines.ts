import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFileAtomicSync } from '../core/write-file.ts';
import type { SplitName } from '../data/dataset.ts';
import { openAppendFile } from './append-file.ts';
import type { Logger } from './logger.ts';

/** One line of `metrics.jsonl`. */
export interface MetricsLine {
  readonly step: number;
  readonly split: SplitName;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** By tag. JSON has no NaN and no infinity: they are null. */
  readonly values: Readonly<Record<string, number | null>>;
}

export interface JsonLinesLoggerOptions {
  /** Completed optimizer steps when this process starts; lines of later steps are dropped. 0 starts anew. */
  readonly startStep: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Scalars as one JSON line a call, for scripts. Images, histograms, text and hyper-parameters have no place in it. */
export function createJsonLinesLogger(file: string, { startStep, now = Date.now }: JsonLinesLoggerOptions): Logger {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) keepUpTo(file, startStep);
  const lines = openAppendFile(file, 'a');
  return {
    scalars(split, step, values) {
      const line: MetricsLine = { step, split, time: new Date(now()).toISOString(), values };
      lines.append(Buffer.from(`${JSON.stringify(line)}\n`));
    },
    image() {},
    histogram() {},
    text() {},
    hyperParameters() {},
    flush: () => lines.flush(),
    close: () => lines.close(),
  };
}

/** Through a temporary file, so that a process that dies here leaves the old file or the new one. */
function keepUpTo(file: string, startStep: number): void {
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => startStep > 0 && stepOf(line) <= startStep);
  writeFileAtomicSync(file, kept.map((line) => `${line}\n`).join(''));
}

/** Infinity for the empty end of the file and for a line that was cut short. */
function stepOf(line: string): number {
  try {
    return (JSON.parse(line) as MetricsLine).step;
  } catch {
    return Infinity;
  }
}
