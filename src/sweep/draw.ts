import type { Distribution } from '../../schemas/index.ts';
import { createRandom } from '../core/random.ts';

/** Which draw: the seed of the draws, the key that varies, and the number of the draw, from 0. */
export interface DrawKey {
  readonly seed: number;
  readonly path: string;
  readonly index: number;
}

/**
 * A value of a distribution; for a choice, the index of one of its values. Each draw has a random stream of its own,
 * from seed, path and index: another axis, or more points, changes no draw. Numbers that are not whole are rounded to
 * six significant digits, so that they can be read and written.
 */
export function draw(distribution: Distribution, { seed, path, index }: DrawKey): number {
  const random = createRandom(seed, 'sweep', path, index);
  if (distribution.type === 'choice') return random.integer(0, distribution.values.length);
  if (distribution.type === 'normal') return rounded(distribution.mean + distribution.std * random.normal());
  const { type, low, high } = distribution;
  if (type === 'integer') return random.integer(low, high + 1);
  const value =
    type === 'uniform' ? random.between(low, high) : Math.exp(random.between(Math.log(low), Math.log(high)));
  return Math.min(Math.max(rounded(value), low), high);
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
