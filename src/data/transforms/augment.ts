import type { Random } from '../../core/random.ts';
import type { Augmentation, Partner } from '../../registry/index.ts';
import { isScratch, scratch } from '../simd/scratch.ts';
import type { Sample, SampleMemory } from '../sample.ts';
import { inOrder } from './in-order.ts';

/**
 * Applies all augmentations in order, in one piece of `scratch` work. The result is written to `into` if that is given
 * and has the result's size, otherwise to new memory.
 * `partner` is mixed in by augmentations that mix.
 */
export function augmentSample(
  sample: Sample,
  augmentations: readonly Augmentation[],
  random: Random,
  into?: SampleMemory,
  partner?: Partner,
): Sample {
  return scratch(() => {
    const result = inOrder(augmentations)(sample, random, partner);
    const fits = into?.image.length === result.image.length && into.mask.length === result.mask.length;
    return {
      ...result,
      image: placed(result.image, fits ? into.image : undefined),
      mask: placed(result.mask, fits ? into.mask : undefined),
    };
  });
}

function placed(bytes: Uint8Array, into: Uint8Array | undefined): Uint8Array {
  if (!into) return isScratch(bytes) ? new Uint8Array(bytes) : bytes;
  if (bytes !== into) into.set(bytes);
  return into;
}
