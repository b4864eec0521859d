import { mkdirSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openAppendFile, type AppendFile, type OpenAppendFile } from './append-file.ts';
import { fileVersionEvent, graphEvent, sessionStartEvent, summaryEvent } from './event.ts';
import { encodeRecord } from './record.ts';

/** One event file, to which records are appended. */
export interface EventWriter {
  readonly file: string;
  /** Writes summary values as one record. */
  write(step: number, values: readonly Uint8Array[]): void;
  /** Writes a graph (`graphDefinition`) as one record. */
  writeGraph(step: number, graph: Uint8Array): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface EventWriterOptions {
  /**
   * Values in earlier files of the directory from this step on are void. Without it nothing is: the file adds to the
   * others.
   */
  readonly firstStep?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** The end of the file's name. */
  readonly suffix?: string;
  readonly openFile?: OpenAppendFile;
}

/**
 * Opens a new event file in `directory`, which TensorBoard shows as one run. A process writes one file per directory.
 * It never appends to a file of another process, since the end of that may be incomplete.
 */
export function openEventWriter(directory: string, options: EventWriterOptions = {}): EventWriter {
  const { firstStep, now = Date.now, suffix = '.v2', openFile = openAppendFile } = options;
  mkdirSync(directory, { recursive: true });
  const seconds = () => now() / 1000;
  const path = join(directory, eventFileName(directory, seconds(), suffix));
  const file = openFile(path, 'ax');
  appendRecord(file, fileVersionEvent(seconds()));
  if (firstStep !== undefined) appendRecord(file, sessionStartEvent({ wallTime: seconds(), step: firstStep }));
  return {
    file: path,
    write: (step, values) => appendRecord(file, summaryEvent({ wallTime: seconds(), step }, values)),
    writeGraph: (step, graph) => appendRecord(file, graphEvent({ wallTime: seconds(), step }, graph)),
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
function eventFileName(directory: string, seconds: number, suffix: string): string {
  const earlier = readdirSync(directory).flatMap((name) => eventFilePattern.exec(name)?.slice(1) ?? []);
  const stamp = Math.max(Math.floor(seconds), ...earlier.map((start) => Number(start) + 1));
  return `events.out.tfevents.${String(stamp).padStart(10, '0')}.${hostname()}.${process.pid}.0${suffix}`;
}

const eventFilePattern = /^events\.out\.tfevents\.(\d{10})\./;
