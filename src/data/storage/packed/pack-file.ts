import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { TesseraError } from '../../../core/errors/index.ts';
import { mapFile } from './map-file.ts';

/** Entries at known places of a file that doesn't change. */
export interface PackFile {
  /**
   * The entry at `index`. It is a view of the mapped file if files can be mapped and copying from there is not slower;
   * otherwise it is copied to `into` or to new memory.
   * Reads synchronously: from the page cache, this takes less than a turn of the event loop.
   * @throws TesseraError `bad-dataset` if the file is too short
   */
  read(index: number, into?: Uint8Array): Uint8Array;
  close(): void;
}

/** `lengthOf` gives the bytes of an entry. The last entry ends the file. */
export async function openPackFile(
  file: string,
  positions: readonly number[],
  lengthOf: (index: number) => number,
): Promise<PackFile> {
  const descriptor = openSync(file, 'r');
  const { size } = fstatSync(descriptor);
  const last = positions.length - 1;
  if (last >= 0 && size < positions[last]! + lengthOf(last)) {
    closeSync(descriptor);
    throw damaged(file);
  }
  const mapped = await mapFile(descriptor, size);
  return {
    read(index, into) {
      const [position, length] = [positions[index]!, lengthOf(index)];
      const view = mapped?.subarray(position, position + length);
      if (view && isFastToCopy(view, into)) return view;
      const target = into?.length === length ? into : new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
      readWhole(descriptor, target, position, file);
      return target;
    },
    close: () => closeSync(descriptor),
  };
}

/** V8 copies to shared memory byte by byte if source and target are aligned differently. */
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
    message: `expected all packed samples in ${file}, which is too short`,
    hints: ['delete its folder: the samples are then packed again'],
  });
}
