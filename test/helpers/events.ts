import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { maskedCrc32c } from '../../src/log/tensorboard/crc32c.ts';
import { pythonWith } from './requirements.ts';

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
    Record<
      string,
      { plugin: string; dataClass: number; description?: string; values: [step: number, value: unknown][] }
    >
  >;
  readonly scalars: Record<string, Record<string, [step: number, value: number | null][]>>;
  readonly sessions: Record<
    string,
    { sessions: string[]; status: number; hparams: Record<string, unknown>; metrics: Record<string, number> }
  >;
}

/** Reads with TensorBoard's own Python reader. For tests that `testIf('tensorboard-reader')` has let run. */
export async function readWithTensorBoard(folder: string): Promise<EventsAsRead> {
  const script = fileURLToPath(new URL('../fixtures/log/read_events.py', import.meta.url));
  const { stdout } = await execa(await pythonWith('tensorboard'), [script, folder]);
  return JSON.parse(stdout) as EventsAsRead;
}
