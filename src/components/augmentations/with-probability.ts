import type { ImageSize, Sample } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import type { Augmentation } from '../../registry/index.ts';

/**
 * With probability `p`, draws parameters and applies them. Drawing is separate so that tests can compare `apply` with
 * torchvision.
 */
export function withProbability<Drawn>(
  p: number,
  draw: (size: ImageSize, random: Random) => Drawn,
  apply: (sample: Sample, drawn: Drawn) => Sample,
): Augmentation {
  return (sample, random) => (random.uniform() < p ? apply(sample, draw(sample, random)) : sample);
}
