import type { Random } from '../random.ts';
import type { Augmentation } from '../registry/index.ts';
import type { Sample, SampleMemory } from './sample.ts';

/** The sample after all augmentations, in order; in `into` if that is given and has the result's size. */
export function augmentSample(sample: Sample, augmentations: readonly Augmentation[], random: Random, into?: SampleMemory): Sample {
  const result = augmentations.reduce((current, augment) => augment(current, random), sample);
  if (into?.image.length !== result.image.length || into.mask.length !== result.mask.length) return result;
  into.image.set(result.image);
  into.mask.set(result.mask);
  return { ...result, ...into };
}
