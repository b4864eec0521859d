import { open } from 'node:fs/promises';
import { headerLength, parseHeader, type SafetensorsFile } from './safetensors.ts';

/** What a safetensors file says of itself, without its numbers. */
export interface SafetensorsHeader {
  readonly names: readonly string[];
  readonly metadata: SafetensorsFile['metadata'];
}

/** The largest header that the format's own library reads. */
const mostBytes = 100_000_000;

/**
 * Reads the beginning of a file, however large the rest is.
 * @throws what the system says of a file that can't be read; Error saying what is wrong with the bytes
 */
export async function readSafetensorsHeader(file: string): Promise<SafetensorsHeader> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    const length = headerLength(buffer.subarray(0, bytesRead));
    const { size } = await handle.stat();
    if (length > mostBytes || 8 + length > size) throw new Error('it is cut short');
    const header = Buffer.alloc(length);
    await handle.read(header, 0, length, 8);
    const { metadata, entries } = parseHeader(header);
    return { metadata, names: entries.map(([name]) => name) };
  } finally {
    await handle.close();
  }
}
