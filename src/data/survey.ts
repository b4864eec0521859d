import { createHash } from 'node:crypto';
import { TesseraError, type Problem } from '../errors/index.ts';
import { IGNORE_INDEX, type ImageSize, type Sample, type SampleSource } from './sample.ts';

/** What there is in a split, counted over the files as they are on disk. */
export interface SplitSurvey {
  readonly samples: number;
  /** Pixels by class. */
  readonly classPixels: readonly number[];
  readonly ignoredPixels: number;
  /** Height and width, each on its own; absent if no sample could be read. */
  readonly smallest?: ImageSize;
  readonly largest?: ImageSize;
  /** Samples without a pixel of any class but the first. */
  readonly emptyMasks: readonly string[];
  /** Name by hash of the image's pixels, for duplicates across splits. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Of samples that cannot be read; they are counted nowhere else. */
  readonly problems: readonly Problem[];
}

/** Reads every sample once. */
export async function surveySplit(source: SampleSource, classes: number, onProgress: (done: number) => void): Promise<SplitSurvey> {
  const classPixels = new Array<number>(classes).fill(0);
  const emptyMasks: string[] = [];
  const names = new Map<string, string[]>();
  const problems: Problem[] = [];
  const sizes: ImageSize[] = [];
  let ignoredPixels = 0;
  for (let index = 0; index < source.length; index++) {
    const sample = await readOrProblems(source, index, problems);
    onProgress(index + 1);
    if (!sample) continue;
    const counts = countValues(sample.mask);
    classPixels.forEach((pixels, label) => (classPixels[label] = pixels + counts[label]!));
    ignoredPixels += counts[IGNORE_INDEX]!;
    if (counts.subarray(1, classes).every((pixels) => pixels === 0)) emptyMasks.push(sample.name);
    const hash = createHash('sha1').update(sample.image).digest('base64');
    names.set(hash, [...(names.get(hash) ?? []), sample.name]);
    sizes.push({ height: sample.height, width: sample.width });
  }
  return { samples: source.length, classPixels, ignoredPixels, ...extremes(sizes), emptyMasks, names, problems };
}

async function readOrProblems(source: SampleSource, index: number, problems: Problem[]): Promise<Sample | undefined> {
  try {
    return await source.read(index);
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
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

/** Groups of samples that are the same picture, as `split/name`. */
export function duplicates(surveys: Readonly<Record<string, SplitSurvey>>): string[][] {
  const places = new Map<string, string[]>();
  for (const [split, { names }] of Object.entries(surveys)) {
    for (const [hash, list] of names) places.set(hash, [...(places.get(hash) ?? []), ...list.map((name) => `${split}/${name}`)]);
  }
  return [...places.values()].filter((group) => group.length > 1);
}
