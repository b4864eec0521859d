import { sha256 } from '../../core/file-hash.ts';
import { mapLimited } from '../../core/map-limited.ts';
import { splitNames, type Dataset, type SplitName } from '../dataset.ts';
import type { SampleSource } from '../sample.ts';
import { createHashCache, type HashCache } from './hash-cache.ts';
import { keepSamples, type SampleList } from './sample-lists.ts';

export interface SplitFingerprint {
  /** Number of samples: of tiles, where photos are cut into tiles. */
  readonly samples: number;
  /** A hash over the samples in their order: their names, and the content of their files. */
  readonly sha256: string;
}

export type DatasetFingerprint = Readonly<Record<SplitName, SplitFingerprint>> & {
  /** `files`: photos and masks by their content. `names`: samples that are not files, by their names. */
  readonly by: 'files' | 'names';
};

export interface FingerprintOptions {
  /** Folder for the hashes of files, so that only new and changed files are read. */
  readonly cache: string;
  /** Called with the number of samples whose files are hashed, over all splits. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The most files that are read at a time. */
const AT_ONCE = 16;

/**
 * A fingerprint of a dataset's samples by content. It is the same for a copy at another place, and for files with other
 * time stamps. Samples without files of their own count by name only.
 */
export async function fingerprintDataset(
  { splits }: Pick<Dataset, 'splits'>,
  { cache, onProgress }: FingerprintOptions,
): Promise<DatasetFingerprint> {
  const hashes = createHashCache(cache);
  const sources = splitNames.map((split) => photosOf(splits[split]));
  const total = sources.reduce((sum, { length, files }) => sum + (files ? length : 0), 0);
  let done = 0;
  const step = () => onProgress?.(++done, total);
  const fingerprints: [SplitName, SplitFingerprint][] = [];
  for (const [index, split] of splitNames.entries()) {
    const samples = splits[split].length;
    const list = await hashSource(sources[index]!, hashes, step);
    const fingerprint = sha256(list.map(([, hash]) => hash).join('\n'));
    if (sources[index]!.files) await keepSamples(cache, fingerprint, shortened(list));
    fingerprints.push([split, { samples, sha256: fingerprint }]);
  }
  await hashes.save();
  const by = sources.every(({ files, length }) => files !== undefined || length === 0) ? 'files' : 'names';
  return { by, ...(Object.fromEntries(fingerprints) as Record<SplitName, SplitFingerprint>) };
}

/** The photos that tiles are cut from. */
function photosOf(source: SampleSource): SampleSource {
  return source.photos ?? source;
}

/** For each sample its name, and a hash of that and of its files. */
async function hashSource(source: SampleSource, hashes: HashCache, step: () => void): Promise<SampleList> {
  return mapLimited([...Array(source.length).keys()], AT_ONCE, async (index) => {
    const files = source.files?.(index);
    const name = source.name(index);
    if (!files) return [name, sha256(name)] as const;
    const content = await Promise.all([files.image, ...files.masks].map((file) => hashes.hash(file)));
    step();
    return [name, sha256([name, ...content].join('\n'))] as const;
  });
}

/** Enough to tell whether a sample has changed. */
function shortened(list: SampleList): SampleList {
  return list.map(([name, hash]) => [name, hash.slice(0, 16)]);
}
