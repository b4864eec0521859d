import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../../../core/write-file.ts';
import type { ImageSize, SampleSource } from '../../sample.ts';
import type { Storage, StoredSource } from '../storage.ts';
import type { UnreadableSample } from '../../sources/unreadable.ts';
import type { SplitSurvey } from '../../survey/survey.ts';
import { packCache } from './cache.ts';
import { openPackFile } from './pack-file.ts';

/** A file format for samples. Each image and each mask is in one piece. */
export interface PackFormat {
  readonly name: string;
  /** Files in the pack's folder. */
  readonly files: { readonly images: string; readonly masks: string };
  /** Reads every sample of `source` once and writes the files. */
  write(source: SampleSource, folder: string, onProgress: (done: number) => void): Promise<PackLayout>;
}

/** The size is that of every sample, or of the first. */
export interface PackLayout extends ImageSize {
  readonly names: readonly string[];
  /** [height, width] of each sample, if they differ. */
  readonly sizes?: readonly (readonly [height: number, width: number])[];
  /** Where each sample's image and mask begin in their file, in bytes. */
  readonly images: readonly number[];
  readonly masks: readonly number[];
}

interface PackIndex extends PackLayout {
  readonly unreadable: readonly UnreadableSample[];
  readonly survey?: SplitSurvey;
}

interface PackHandle {
  readonly folder: string;
}

/** A storage that keeps samples in files under `cache` from run to run. */
export function packedStorage(cache: string, format: PackFormat): Storage {
  const packs = packCache(cache, format.name);
  const closing: (() => void)[] = [];

  const open = async ({ folder }: PackHandle): Promise<StoredSource> => {
    const { names, sizes, height, width, images, masks, unreadable, survey } = JSON.parse(
      await readFile(join(folder, 'index.json'), 'utf8'),
    ) as PackIndex;
    const sizeOf = (index: number) => sizes?.[index] ?? ([height, width] as const);
    const pixels = (index: number) => sizeOf(index)[0] * sizeOf(index)[1];
    const imageEntries = await openPackFile(join(folder, format.files.images), images, (index) => 3 * pixels(index));
    closing.push(imageEntries.close);
    const maskEntries = await openPackFile(join(folder, format.files.masks), masks, pixels);
    closing.push(maskEntries.close);
    return {
      length: names.length,
      parallel: 1,
      name: (index) => names[index]!,
      read: async (index, into) => ({
        name: names[index]!,
        height: sizeOf(index)[0],
        width: sizeOf(index)[1],
        image: imageEntries.read(index, into?.image),
        mask: maskEntries.read(index, into?.mask),
      }),
      unreadable: () => unreadable,
      ...(survey && { survey: () => survey }),
      handle: { folder } satisfies PackHandle,
    };
  };

  return {
    async store(source, onProgress, waiting) {
      if (source.length === 0) return source;
      const folder = await packs.folder(
        await source.fingerprint?.(),
        async (target) => {
          const layout = await format.write(source, target, onProgress);
          await writeFileAtomic(
            join(target, 'index.json'),
            JSON.stringify({
              ...layout,
              unreadable: source.unreadable?.() ?? [],
              ...(source.survey && { survey: source.survey() }),
            } satisfies PackIndex),
          );
        },
        waiting,
      );
      return open({ folder });
    },
    attach: (handle) => open(handle as PackHandle),
    async close() {
      for (const close of closing.splice(0)) close();
      await packs.close();
    },
  };
}
