import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** What the content of a file must hash to. */
export interface Checksum {
  readonly algorithm: 'md5' | 'sha256';
  /** Hexadecimal. Fewer digits than the algorithm gives are the first ones. */
  readonly hex: string;
}

/** How messages call each algorithm. */
export const checksumNames = { md5: 'MD5', sha256: 'SHA-256' } as const;

/** The checksum of a file, hexadecimal, with as many digits as `like` has. */
export async function checksumOf(file: string, like: Checksum): Promise<string> {
  const hash = createHash(like.algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex').slice(0, like.hex.length);
}
