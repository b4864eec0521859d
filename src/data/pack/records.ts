import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { TesseraError } from '../../errors/index.ts';
import { mapFile } from './map-file.ts';

/** Byte records of one length, at known places of a file that doesn't change. */
export interface RecordFile {
  /**
   * The record at `index`: a view of the mapped file where files can be mapped, else copied to `into` or to new memory.
   * Reads in the foreground: from the page cache that takes less than a turn of the event loop.
   * @throws TesseraError `bad-dataset` if the file is too short
   */
  read(index: number, into?: Uint8Array): Uint8Array;
  close(): void;
}

export async function openRecords(file: string, positions: readonly number[], length: number): Promise<RecordFile> {
  const descriptor = openSync(file, 'r');
  const { size } = fstatSync(descriptor);
  const end = Math.max(0, ...positions.slice(-1)) + length;
  if (size < end && positions.length > 0) {
    closeSync(descriptor);
    throw damaged(file);
  }
  const mapped = await mapFile(descriptor, size);
  return {
    read(index, into) {
      const position = positions[index]!;
      if (mapped) return new Uint8Array(mapped.buffer, mapped.byteOffset + position, length);
      const target = into?.length === length ? into : new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
      readWhole(descriptor, target, position, file);
      return target;
    },
    close: () => closeSync(descriptor),
  };
}

function readWhole(descriptor: number, target: Uint8Array, position: number, file: string): void {
  for (let done = 0; done < target.length; ) {
    const read = readSync(descriptor, target, done, target.length - done, position + done);
    if (read === 0) throw damaged(file);
    done += read;
  }
}

function damaged(file: string): TesseraError {
  return new TesseraError({ code: 'bad-dataset', message: `the packed samples in ${file} are cut off`, hints: ['delete its folder; they are packed again'] });
}
