import { join } from 'node:path';
import { sha256 } from '../../core/file-hash.ts';
import { keep, readKept } from '../../core/json-cache.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import { photoPairs, type PhotoPair } from './photo-pairs.ts';
import { readAhead } from './read-ahead.ts';
import { isUnreadable } from './unreadable.ts';

/**
 * The labels in the mask of each photo, ascending, without that of ignored pixels. They are read from the masks, and
 * kept in `cache` until a file changes. A mask that can't be read has none: its problem is told when the sample is
 * read.
 */
export async function labelsPresent(pairs: readonly PhotoPair[], cache: string): Promise<number[][]> {
  const fingerprint = await photoPairs(pairs).fingerprint!();
  const file = join(cache, `labels-${sha256(fingerprint).slice(0, 16)}.json`);
  const known = await readKept<number[][]>(file);
  if (known) return known;
  const labels: number[][] = [];
  const read = (index: number) => labelsOf(pairs[index]!);
  for await (const own of readAhead({ length: pairs.length, read })) labels.push(own);
  await keep(file, labels);
  return labels;
}

async function labelsOf({ imageFile, labels }: PhotoPair): Promise<number[]> {
  try {
    const { data } = await (await labels.open(imageFile)).read();
    const seen = new Uint8Array(256);
    for (const label of data) seen[label] = 1;
    return [...seen.keys()].filter((label) => seen[label] === 1 && label !== IGNORE_INDEX);
  } catch (error) {
    if (isUnreadable(error)) return [];
    throw error;
  }
}
