import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { execa } from 'execa';
import { findPython } from '../../src/cli/tensorboard-program.ts';
import { maskedCrc32c } from '../../src/log/tensorboard/crc32c.ts';

/** Event files of one directory in the order in which TensorBoard reads them. */
export function eventFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.includes('tfevents'))
    .sort()
    .map((name) => join(directory, name));
}

/** The data of each whole record; a cut end is left out, a wrong CRC throws. */
export function readRecords(file: string): Buffer[] {
  const bytes = readFileSync(file);
  const records: Buffer[] = [];
  for (let offset = 0; offset + 12 <= bytes.length;) {
    const end = offset + 12 + Number(bytes.readBigUInt64LE(offset));
    if (end + 4 > bytes.length) break;
    const data = bytes.subarray(offset + 12, end);
    if (bytes.readUInt32LE(offset + 8) !== maskedCrc32c(bytes.subarray(offset, offset + 8)))
      throw new Error(`length CRC at ${offset}`);
    if (bytes.readUInt32LE(end) !== maskedCrc32c(data)) throw new Error(`data CRC at ${offset}`);
    records.push(data);
    offset = end + 4;
  }
  return records;
}

/** What test/fixtures/log/read_events.py prints; NaN is null. */
export interface EventsAsRead {
  readonly runs: Record<
    string,
    Record<string, { plugin: string; dataClass: number; values: [step: number, value: unknown][] }>
  >;
  readonly scalars: Record<string, Record<string, [step: number, value: number | null][]>>;
  readonly sessions: Record<
    string,
    { sessions: string[]; status: number; hparams: Record<string, unknown>; metrics: Record<string, number> }
  >;
}

/** Reads with TensorBoard's own Python reader; undefined, with the reason logged, where there is none. */
export async function readWithTensorBoard(t: ExecutionContext, folder: string): Promise<EventsAsRead | undefined> {
  const python = await findPython(process.env, ['tensorboard']);
  if (python === undefined) {
    t.log('skipped: no Python with tensorboard (set TESSERA_PYTHON to one)');
    t.pass();
    return undefined;
  }
  const script = fileURLToPath(new URL('../fixtures/log/read_events.py', import.meta.url));
  const { stdout } = await execa(python, [script, folder]);
  return JSON.parse(stdout) as EventsAsRead;
}
