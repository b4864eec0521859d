import type { Kind, Problem } from '../../core/errors/index.ts';
import type { ValueCount } from '../masks/label-reader.ts';
import { isUnreadable } from '../sources/unreadable.ts';
import { readAhead } from '../sources/read-ahead.ts';
import { examine } from '../sources/sample-facts.ts';
import type { ImageSize, SampleSource } from '../sample.ts';
import { startSurvey } from './survey-counts.ts';

/** The content of a split: counted over its files as they are on disk, and over its samples as training gets them. */
export interface SplitSurvey {
  readonly samples: number;
  /** Photos that were read. Fewer than samples if those are tiles. */
  readonly photos: number;
  /** Pixels of each value in the masks, and the number of masks that have it. */
  readonly values: readonly ValueTotal[];
  /** Pixels of each label in the samples as training gets them. */
  readonly labels: readonly (readonly [label: number, pixels: number])[];
  /** Smallest height and smallest width, of perhaps different photos; absent if no photo could be read. */
  readonly smallest?: ImageSize;
  readonly largest?: ImageSize;
  /** Names of photos whose masks have pixels of class 0 only. */
  readonly emptyMasks: readonly string[];
  /** Hash of its image and name of each photo, to find duplicates across splits. */
  readonly imageHashes: readonly (readonly [hash: string, name: string])[];
  /** Names of photos that EXIF turns and whose masks would fit as shown and as stored. */
  readonly turned: readonly string[];
  /** What was noticed while reading, each with the samples that it is about; absent in surveys of earlier versions. */
  readonly remarks?: readonly RemarkTotal[];
  /** Positions of samples that cannot be read. No other figure counts them. */
  readonly unreadable: readonly number[];
  /** The problems of the samples that cannot be read. */
  readonly problems: readonly Problem[];
}

export interface RemarkTotal {
  readonly kind: Kind;
  readonly of: readonly string[];
}

export interface ValueTotal extends ValueCount {
  readonly masks: number;
}

/** Reads every sample once, several at a time. The result is plain data. */
export async function surveySplit(source: SampleSource, onProgress: (done: number) => void): Promise<SplitSurvey> {
  const survey = startSurvey();
  let done = 0;
  const read = async (index: number) => {
    try {
      survey.add(index, (await examine(source, index)).facts);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      survey.addUnreadable(index, error.problems);
    }
  };
  const { length, parallel } = source;
  for await (const _ of readAhead({ length, read, ...(parallel !== undefined && { parallel }) })) onProgress(++done);
  return survey.result(source.length);
}

/** Pixels of each class in the masks, class 0 first, and of ignored pixels. */
export function pixelsByClass(
  { values }: SplitSurvey,
  classes: number,
): { readonly classPixels: readonly number[]; readonly ignoredPixels: number } {
  const pixelsOf = (is: (label: number) => boolean) =>
    values.reduce((sum, { label, pixels }) => (label !== undefined && is(label) ? sum + pixels : sum), 0);
  return {
    classPixels: Array.from({ length: classes }, (_, index) => pixelsOf((label) => label === index)),
    ignoredPixels: pixelsOf((label) => label >= classes),
  };
}

/** Groups of photos with equal images, each photo as `split/name`. */
export function duplicates(surveys: Readonly<Record<string, SplitSurvey>>): string[][] {
  const places = new Map<string, string[]>();
  for (const [split, { imageHashes }] of Object.entries(surveys))
    for (const [hash, name] of imageHashes) {
      const group = places.get(hash);
      if (group) group.push(`${split}/${name}`);
      else places.set(hash, [`${split}/${name}`]);
    }
  return [...places.values()].filter((group) => group.length > 1);
}
