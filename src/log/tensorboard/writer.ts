import { mkdirSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openAppendFile, type AppendFile } from '../append-file.ts';
import { fileVersionEvent, sessionStartEvent, summaryEvent } from './event.ts';
import { encodeRecord } from './record.ts';

export interface EventWriter {
  /** Writes summary values as one record. */
  write(step: number, values: readonly Uint8Array[]): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface EventWriterOptions {
  /** Values in earlier files from this step on are void. */
  readonly firstStep: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Opens a new event file in `directory`, which TensorBoard shows as one run. A process writes one file per directory.
 * It never appends to a file of another process, since the end of that may be incomplete.
 */
export function openEventWriter(directory: string, { firstStep, now }: EventWriterOptions): EventWriter {
  mkdirSync(directory, { recursive: true });
  const seconds = () => now() / 1000;
  const file = openAppendFile(join(directory, eventFileName(directory, seconds())), 'ax');
  appendRecord(file, fileVersionEvent(seconds()));
  appendRecord(file, sessionStartEvent({ wallTime: seconds(), step: firstStep }));
  return {
    write: (step, values) => appendRecord(file, summaryEvent({ wallTime: seconds(), step }, values)),
    flush: () => file.flush(),
    close: () => file.close(),
  };
}

function appendRecord(file: AppendFile, event: Uint8Array): void {
  file.append(encodeRecord(event));
}

/**
 * A name that sorts after all others, even if the clock went back: readers take a run's files in the order of their
 * names.
 */
function eventFileName(directory: string, seconds: number): string {
  const earlier = readdirSync(directory).flatMap((name) => eventFilePattern.exec(name)?.slice(1) ?? []);
  const stamp = Math.max(Math.floor(seconds), ...earlier.map((start) => Number(start) + 1));
  return `events.out.tfevents.${String(stamp).padStart(10, '0')}.${hostname()}.${process.pid}.0.v2`;
}

const eventFilePattern = /^events\.out\.tfevents\.(\d{10})\./;
