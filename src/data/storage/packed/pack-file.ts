import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { TesseraError } from '../../../core/errors/index.ts';
import { mapFile } from './map-file.ts';

/** Byte records of one length, at known places of a file that doesn't change. */
export interface PackFile {
  /**
   * The record at `index`: a view of the mapped file where files can be mapped and that is no slower to copy, else copied
   * to `into` or to new memory.
   * Reads in the foreground: from the page cache that takes less than a turn of the event loop.
   * @throws TesseraError `bad-dataset` if the file is too short
   */
  read(index: number, into?: Uint8Array): Uint8Array;
  close(): void;
}

export async function openPackFile(file: string, positions: readonly number[], length: number): Promise<PackFile> {
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
      const view = mapped?.subarray(position, position + length);
      if (view && isFastToCopy(view, into)) return view;
      const target = into?.length === length ? into : new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
      readWhole(descriptor, target, position, file);
      return target;
    },
    close: () => closeSync(descriptor),
  };
}

/** Between memory that threads share and bytes at another place in their word, V8 copies byte by byte. */
function isFastToCopy({ byteOffset }: Uint8Array, into: Uint8Array | undefined): boolean {
  return !into || (byteOffset - into.byteOffset) % BigUint64Array.BYTES_PER_ELEMENT === 0;
}

function readWhole(descriptor: number, target: Uint8Array, position: number, file: string): void {
  for (let done = 0; done < target.length;) {
    const read = readSync(descriptor, target, done, target.length - done, position + done);
    if (read === 0) throw damaged(file);
    done += read;
  }
}

function damaged(file: string): TesseraError {
  return new TesseraError({
    code: 'bad-dataset',
    message: `the packed samples in ${file} are cut off`,
    hints: ['delete its folder; they are packed again'],
  });
}
