import { z } from 'zod';
import type { Random } from '../../core/random.ts';
import { defineComponent, type Position, type SearchSpace } from '../../registry/index.ts';

export const randomSearch = defineComponent({
  kind: 'search',
  type: 'random',
  description: 'Points at random: each key by itself, every part of its range as likely. Results change nothing.',
  params: z.strictObject({}),
  build: () => ({ propose: (space, _trials, random) => randomPosition(space, random) }),
});

/** A place at random, each dimension by itself. */
export function randomPosition({ dimensions, isActive }: SearchSpace, random: Random): Position {
  const position: (number | undefined)[] = [];
  for (const [index, dimension] of dimensions.entries()) {
    // Every dimension draws, so that a key that is absent changes nothing of those behind it.
    const place = dimension.kind === 'number' ? random.uniform() : random.integer(0, dimension.count);
    position.push(isActive(index, position) ? place : undefined);
  }
  return position;
}
