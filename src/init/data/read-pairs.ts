import { join } from 'node:path';
import { isMissingPackage, TesseraError } from '../../core/errors/index.ts';
import { mapLimited } from '../../core/map-limited.ts';
import { openImage } from '../../data/images/read-image.ts';
import { openMask } from '../../data/masks/open-mask.ts';
import { evenly } from './evenly.ts';
import { maskFacts, type MaskFacts } from './mask-facts.ts';
import type { FilePair } from './pair-files.ts';
import type { PairSizes } from './photo-sizes.ts';

/** What was read of photos and masks. */
export interface ReadPairs {
  readonly masks: readonly MaskFacts[];
  readonly sizes: readonly PairSizes[];
  /** Messages about files that can't be read. */
  readonly bad: readonly string[];
}

export interface ReadOptions {
  /** Pairs that are read, spread evenly over all. */
  readonly most: number;
  readonly signal?: AbortSignal | undefined;
  onProgress?(done: number, total: number): void;
}

/** Files that are read at a time. */
const AT_A_TIME = 4;
/** Masks that are read of one photo, where each is an object. */
const OBJECTS = 8;

/** Reads the headers of photos and the pixels of masks. A file that can't be read is told, and left out. */
export async function readPairs(root: string, pairs: readonly FilePair[], options: ReadOptions): Promise<ReadPairs> {
  const chosen = evenly(pairs, options.most);
  let done = 0;
  const read = await mapLimited(chosen, AT_A_TIME, async (pair) => {
    options.signal?.throwIfAborted();
    const result = await readPair(root, pair).catch((error: unknown) => {
      if (error instanceof TesseraError && !isMissingPackage(error))
        return { bad: error.problems.map(({ message }) => message) };
      throw error;
    });
    options.onProgress?.(++done, chosen.length);
    return result;
  });
  return {
    masks: read.flatMap((one) => ('masks' in one ? one.masks : [])),
    sizes: read.flatMap((one) => ('sizes' in one ? [one.sizes] : [])),
    bad: read.flatMap((one) => ('bad' in one ? one.bad : [])),
  };
}

async function readPair(root: string, { photo, masks }: FilePair): Promise<{ masks: MaskFacts[]; sizes: PairSizes }> {
  const file = join(root, photo.path);
  const { height, width, orientation } = await openImage(file);
  const facts: MaskFacts[] = [];
  for (const mask of evenly(masks, OBJECTS)) {
    const opened = await openMask(join(root, mask.path), file, (raster) => raster);
    facts.push(maskFacts(await opened.decode(), opened.lossy !== undefined));
  }
  const [first] = facts;
  return { masks: facts, sizes: { photo: { height, width }, orientation, mask: first! } };
}
