import { readPartner, sampleInEpoch } from '../data/loader/make-sample.ts';
import { drawContactSheet } from '../data/survey/contact-sheet.ts';
import { stretchSample } from '../data/resize/resize-sample.ts';
import { isUnreadable } from '../data/sources/unreadable.ts';
import { placeWhole } from '../data/resize/placement.ts';
import { placingOf } from '../data/resize/placing.ts';
import { resizedSource } from '../data/sources/resized-source.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Sample, SampleSource } from '../data/sample.ts';
import { TesseraError } from '../core/errors/index.ts';
import type { Augmentation } from '../registry/index.ts';

/** The longer side of a sample on the sheet, in pixels, if it is larger. */
const LARGEST = 1024;
/** How many augmented versions of each sample are on the sheet. */
const AUGMENTED = 2;

export interface SheetOptions {
  /** The most samples on the sheet. */
  readonly count: number;
  readonly seed: number;
}

/** A contact sheet of samples, spread evenly over the training split, before and after augmentation. A PNG file. */
export async function previewSheet(
  dataset: Dataset,
  augmentations: readonly Augmentation[],
  { count, seed }: SheetOptions,
): Promise<Uint8Array> {
  const source = resizedSource(dataset.splits.train, placingOf(dataset, 'train'));
  const shown = Math.min(count, source.length);
  const rows: Sample[][] = [];
  for (let position = 0; position < shown; position++) {
    const index = Math.floor((position * source.length) / shown);
    const sample = await readOrSkip(source, index);
    if (!sample) continue;
    const recipe = { seed, augmentations };
    const augmented = Array.from({ length: augmentations.length > 0 ? AUGMENTED : 0 }, async (_, epoch) =>
      sampleInEpoch(sample, index, epoch, recipe, undefined, await readPartner(source, index, epoch, recipe)),
    );
    rows.push([sample, ...(await Promise.all(augmented))].map(shrunk));
  }
  if (rows.length === 0)
    throw new TesseraError({
      code: 'empty-split',
      path: 'dataset',
      message: 'expected at least one sample in the split `train` that can be read, got none',
    });
  return drawContactSheet(rows, dataset.classes);
}

/** A large sample at a size that fits on a sheet. */
function shrunk(sample: Sample): Sample {
  if (Math.max(sample.height, sample.width) <= LARGEST) return sample;
  const size = { height: LARGEST, width: LARGEST };
  const { scaled } = placeWhole(sample, { policy: 'fit', size, multiple: 1 });
  return stretchSample(sample, scaled, 'bilinear');
}

async function readOrSkip(source: SampleSource, index: number): Promise<Sample | undefined> {
  try {
    return await source.read(index);
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}
