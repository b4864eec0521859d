import { createHash, hash as hashOnce } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

/** Files up to this size are read whole, which is faster for many small ones. */
const WHOLE = 16 * 2 ** 20;

/** SHA-256 as 64 hex digits. */
export function sha256(content: string | Uint8Array): string {
  return hashOnce('sha256', content);
}

/** The SHA-256 of a file's content, of any size. @throws the system's error if it can't be read */
export async function hashFile(file: string): Promise<string> {
  if ((await stat(file)).size <= WHOLE) return sha256(await readFile(file));
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
