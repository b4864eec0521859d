import type { Random } from '../../core/random.ts';
import type { Sample } from '../../data/sample.ts';

/** Returns a new sample. Draws from `random` only, and moves image and mask in the same way. */
export interface Augmentation {
  (sample: Sample, random: Random, partner?: Partner): Sample;
  /** Whether it mixes the sample with another one, its partner. Without one, the sample stays as it is. */
  readonly mixes?: boolean;
}

/** Another sample of the split, which the augmentations before the one that mixes have changed. */
export interface Partner {
  readonly sample: Sample;
  /** From this its own changes are drawn. */
  readonly random: Random;
}
