import type { Augmentation } from '../../registry/index.ts';

/**
 * One augmentation that applies all of them in order. If any mixes, the partner goes through those before the last that
 * does, too, but is not mixed itself.
 */
export function inOrder(augmentations: readonly Augmentation[]): Augmentation {
  const last = augmentations.findLastIndex(({ mixes }) => mixes);
  const apply: Augmentation = (sample, random, partner) => {
    let [current, other] = [sample, partner];
    augmentations.forEach((augment, position) => {
      current = augment(current, random, other);
      if (other && position < last && !augment.mixes) other = { ...other, sample: augment(other.sample, other.random) };
    });
    return current;
  };
  return last < 0 ? apply : Object.assign(apply, { mixes: true });
}
