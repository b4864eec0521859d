import { TesseraError } from '../../core/errors/index.ts';
import type { Sample } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import type { Augmentation } from '../../registry/index.ts';

/**
 * An augmentation that mixes a sample with its partner, with probability `p`. Without a partner, the sample stays as it
 * is.
 * @throws TesseraError `bad-size` if the two have different sizes
 */
export function mixing(p: number, mix: (sample: Sample, partner: Sample, random: Random) => Sample): Augmentation {
  const augment: Augmentation = (sample, random, partner) => {
    if (!partner || random.uniform() >= p) return sample;
    checkSameSize(sample, partner.sample);
    return mix(sample, partner.sample, random);
  };
  return Object.assign(augment, { mixes: true });
}

function checkSameSize(sample: Sample, other: Sample): void {
  if (sample.height === other.height && sample.width === other.width) return;
  const sizes = [sample, other].map(({ height, width }) => `${height} x ${width}`);
  throw new TesseraError({
    code: 'bad-size',
    path: 'augmentations',
    message: `expected two samples of the same size to mix, got ${sizes.join(' and ')}`,
    hints: [
      'place `mixup` and `cutmix` behind the augmentation that gives every sample the same size, such as `random-crop`',
    ],
  });
}
