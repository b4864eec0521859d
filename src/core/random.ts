import { createHash } from 'node:crypto';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/**
 * A stream of random numbers that is a pure function of its key.
 *
 * Every draw in a run comes from a stream keyed by the seed and by what the draw is for, such as
 * `createRandom(seed, 'augment', epoch, sample)`, so the order of work never changes a result.
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Uniform integer in [low, high), as `torch.randint`. */
  integer(low: number, high: number): number;
  /** Normal with mean 0 and standard deviation 1 (Box-Muller). */
  normal(): number;
  /** A random permutation of 0 .. length - 1, as `torch.randperm`. */
  permutation(length: number): number[];
}

export type RandomKey = readonly (string | number)[];

export function createRandom(...key: RandomKey): Random {
  const digest = createHash('sha256').update(JSON.stringify(key)).digest();
  const state = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset));
  const generator = xoroshiro128plusFromState(state);
  const uniform = () => (generator.next() >>> 0) / 2 ** 32;
  const integer = (low: number, high: number) => low + Math.floor(uniform() * (high - low));

  return {
    uniform,
    integer,
    between: (low, high) => low + uniform() * (high - low),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    permutation(length) {
      const order = Array.from({ length }, (_, index) => index);
      for (let last = length - 1; last > 0; last--) {
        const other = integer(0, last + 1);
        [order[last], order[other]] = [order[other]!, order[last]!];
      }
      return order;
    },
  };
}
