import { join } from 'node:path';
import { sha256 } from '../../core/file-hash.ts';
import { keep, readKept } from '../../core/json-cache.ts';
import { isUnreadable } from './unreadable.ts';
import { readAhead } from './read-ahead.ts';
import type { ImageSize, SampleSource } from '../sample.ts';

/** Size of every photo, read from the heads of the files and kept in `cache` until a file changes. */
export async function photoSizes(source: SampleSource, cache: string): Promise<readonly ImageSize[]> {
  const fingerprint = await source.fingerprint?.();
  if (fingerprint === undefined) return readSizes(source);
  const file = join(cache, `sizes-${sha256(fingerprint).slice(0, 16)}.json`);
  const known = await readKept<readonly ImageSize[]>(file);
  if (known) return known;
  const sizes = await readSizes(source);
  await keep(file, sizes);
  return sizes;
}

async function readSizes(source: SampleSource): Promise<ImageSize[]> {
  const sizes: ImageSize[] = [];
  for await (const { height, width } of readAhead({
    length: source.length,
    read: (index) => sizeOrNothing(source, index),
  }))
    sizes.push({ height, width });
  return sizes;
}

/** The size of a photo; 0 x 0 if it cannot be read, since its problem is reported when its samples are read. */
async function sizeOrNothing(source: SampleSource, index: number): Promise<ImageSize> {
  try {
    return await (source.sizeOf ? source.sizeOf(index) : source.read(index));
  } catch (error) {
    if (isUnreadable(error)) return { height: 0, width: 0 };
    throw error;
  }
}
