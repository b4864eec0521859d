import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes read at a time while looking for an entry; entries lie close to each other. */
const WINDOW = 1 << 22;

/**
 * Finds the place in the file of each entry's bytes. Searches from the end of the entry before, then from the start of
 * the file.
 * @throws Error if the file doesn't contain an entry in one piece
 */
export function locateEntries(file: string, count: number, record: (index: number) => Uint8Array): number[] {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const positions: number[] = [];
    let from = 0;
    for (let index = 0; index < count; index++) {
      const bytes = record(index);
      const position = find(descriptor, size, bytes, from) ?? find(descriptor, size, bytes, 0);
      if (position === undefined) throw new Error(`entry ${index} is not in ${file} in one piece`);
      positions.push(position);
      from = position + bytes.length;
    }
    return positions;
  } finally {
    closeSync(descriptor);
  }
}

function find(descriptor: number, size: number, bytes: Uint8Array, from: number): number | undefined {
  const length = Math.max(WINDOW, 2 * bytes.length);
  for (let start = from; start + bytes.length <= size; start += length - bytes.length + 1) {
    const window = Buffer.allocUnsafe(Math.min(length, size - start));
    readSync(descriptor, window, 0, window.length, start);
    const offset = window.indexOf(bytes);
    if (offset >= 0) return start + offset;
  }
  return undefined;
}
