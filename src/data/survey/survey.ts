import { createHash } from 'node:crypto';
import type { Problem } from '../../core/errors/index.ts';
import { isUnreadable } from '../sources/unreadable.ts';
import { readAhead, type ReadSource } from '../sources/read-ahead.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import { type ImageSize, type Sample, type SampleSource } from '../sample.ts';

/** The content of a split, counted over its files as they are on disk. */
export interface SplitSurvey {
  readonly samples: number;
  /** Pixels by class. */
  readonly classPixels: readonly number[];
  readonly ignoredPixels: number;
  /** Smallest height and smallest width, of perhaps different samples; absent if no sample could be read. */
  readonly smallest?: ImageSize;
  readonly largest?: ImageSize;
  /** Names of samples that have pixels of class 0 only. */
  readonly emptyMasks: readonly string[];
  /** Hash of its image and name of each sample, to find duplicates across splits. */
  readonly pictures: readonly (readonly [hash: string, name: string])[];
  /** Positions of samples that cannot be read. No other figure counts them. */
  readonly unreadable: readonly number[];
  /** The problems of the samples that cannot be read. */
  readonly problems: readonly Problem[];
}

/** Reads every sample once, several at a time. The result is plain data. */
export async function surveySplit(
  source: SampleSource,
  classes: number,
  onProgress: (done: number) => void,
): Promise<SplitSurvey> {
  const classPixels = new Array<number>(classes).fill(0);
  const emptyMasks: string[] = [];
  const pictures: [hash: string, name: string][] = [];
  const sizes: ImageSize[] = [];
  const problems: Problem[] = [];
  const unreadable: number[] = [];
  let ignoredPixels = 0;
  let done = 0;
  for await (const { sample, problems: own } of readAhead(orProblems(source))) {
    const index = done++;
    onProgress(done);
    if (!sample) {
      unreadable.push(index);
      problems.push(...own);
      continue;
    }
    const counts = countValues(sample.mask);
    classPixels.forEach((pixels, label) => (classPixels[label] = pixels + counts[label]!));
    ignoredPixels += counts[IGNORE_INDEX]!;
    if (counts.subarray(1, classes).every((pixels) => pixels === 0)) emptyMasks.push(sample.name);
    pictures.push([createHash('sha1').update(sample.image).digest('base64'), sample.name]);
    sizes.push({ height: sample.height, width: sample.width });
  }
  return {
    samples: source.length,
    classPixels,
    ignoredPixels,
    ...extremes(sizes),
    emptyMasks,
    pictures,
    unreadable,
    problems,
  };
}

/** What reading a sample gave: its statistics, or its problem. */
interface Outcome {
  readonly sample?: Sample;
  readonly problems: readonly Problem[];
}

function orProblems(source: SampleSource): ReadSource<Outcome> {
  return {
    ...source,
    async read(index) {
      try {
        return { sample: await source.read(index), problems: [] };
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        return { problems: error.problems };
      }
    },
  };
}

function countValues(mask: Uint8Array): Float64Array {
  const counts = new Float64Array(256);
  for (const value of mask) counts[value]!++;
  return counts;
}

function extremes(sizes: readonly ImageSize[]): Pick<SplitSurvey, 'smallest' | 'largest'> {
  if (sizes.length === 0) return {};
  const pick = (choose: (...values: number[]) => number): ImageSize => ({
    height: choose(...sizes.map(({ height }) => height)),
    width: choose(...sizes.map(({ width }) => width)),
  });
  return { smallest: pick(Math.min), largest: pick(Math.max) };
}

/** Groups of samples with equal images, each sample as `split/name`. */
export function duplicates(surveys: Readonly<Record<string, SplitSurvey>>): string[][] {
  const places = new Map<string, string[]>();
  for (const [split, { pictures }] of Object.entries(surveys)) {
    for (const [hash, name] of pictures) places.set(hash, [...(places.get(hash) ?? []), `${split}/${name}`]);
  }
  return [...places.values()].filter((group) => group.length > 1);
}
