import { createHash } from 'node:crypto';
import { histogram } from '../masks/histogram.ts';
import type { Remark, ValueCount } from '../masks/label-reader.ts';
import type { Orientation } from '../images/exif-orientation.ts';
import type { ImageSize, Sample, SampleSource } from '../sample.ts';

export interface ExaminedSample {
  readonly sample: Sample;
  readonly facts: SampleFacts;
}

/** What a survey takes from one sample. Plain data. */
export interface SampleFacts {
  /** The photo as it is on disk with its mask. Absent for a tile whose photo another tile tells of. */
  readonly photo?: PhotoFacts;
  /** Pixels of each label in the sample as training gets it; if absent, it gets the photo as it is. */
  readonly labels?: readonly LabelCount[];
}

export interface PhotoFacts extends ImageSize {
  readonly name: string;
  /** A hash of its pixels, to find equal ones. */
  readonly imageHash: string;
  readonly values: readonly ValueCount[];
  /** Present if EXIF says that the photo is turned. */
  readonly turned?: TurnedPhoto;
  /** What was noticed while reading photo and mask. */
  readonly remarks?: readonly Required<Remark>[];
}

export interface TurnedPhoto {
  readonly orientation: Orientation;
  /** Whether the mask has the photo's size as shown and as stored, so that its size doesn't tell which is meant. */
  readonly fitsBoth: boolean;
}

export type LabelCount = readonly [label: number, pixels: number];

/** Reads and examines a sample of any source. */
export async function examine(source: SampleSource, index: number): Promise<ExaminedSample> {
  if (source.examine) return source.examine(index);
  const sample = await source.read(index);
  return { sample, facts: { photo: photoFacts(sample) } };
}

/** The facts of a sample as it was read. Without `values`, its mask's labels are all that is known. */
export function photoFacts(sample: Sample, values: readonly ValueCount[] = labelValues(sample)): PhotoFacts {
  const { name, height, width, image } = sample;
  return { name, height, width, imageHash: createHash('sha1').update(image).digest('base64'), values };
}

/** Pixels of each label that occurs, ascending. */
export function countLabels({ mask }: Pick<Sample, 'mask'>): LabelCount[] {
  return [...histogram(mask)].flatMap((pixels, label) => (pixels === 0 ? [] : [[label, pixels] as const]));
}

function labelValues(sample: Sample): ValueCount[] {
  return countLabels(sample).map(([label, pixels]) => ({ label, pixels }));
}
