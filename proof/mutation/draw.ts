import { createHash } from 'node:crypto';
import type { Mutant } from './mutant.ts';

export interface Draw {
  /** Keys of the draw: the same seed and sources give the same mutants. */
  readonly seed: number;
  readonly count: number;
  /** Whether a mutant counts. Those that don't are passed over, and another is drawn from the same file. */
  isValid(mutant: Mutant): boolean;
}

/**
 * Draws `count` mutants over all files, as many from each as is its share of all candidates. Where a file has too few
 * valid ones, others give more. A change in one file leaves the draw of the others as it is, save for their share.
 */
export function* drawMutants(files: ReadonlyArray<readonly Mutant[]>, draw: Draw): Generator<Mutant> {
  let queues = files.map((candidates) => shuffled(candidates, draw.seed));
  let missing = draw.count;
  while (missing > 0 && queues.length > 0) {
    const before = missing;
    for (const [index, share] of shares(
      queues.map((queue) => queue.length),
      missing,
    ).entries()) {
      for (let taken = 0; taken < share;) {
        const mutant = queues[index]!.shift();
        if (mutant === undefined) break;
        if (!draw.isValid(mutant)) continue;
        yield mutant;
        taken++;
        missing--;
      }
    }
    queues = queues.filter((queue) => queue.length > 0);
    if (missing === before && queues.length === 0) return;
  }
}

/**
 * `total` split in proportion to the sizes, to whole numbers whose sum is `total`, the largest remainders rounded up.
 */
export function shares(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((all, size) => all + size, 0);
  const exact = sizes.map((size) => (size * total) / sum);
  const rounded = exact.map(Math.floor);
  const left = total - rounded.reduce((all, share) => all + share, 0);
  const byRemainder = exact.map((share, index) => ({ index, rest: share - rounded[index]! }));
  byRemainder.sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) rounded[index]!++;
  return rounded;
}

/** In an order that follows from the seed and from what each mutant is, not from where it stands. */
function shuffled(mutants: readonly Mutant[], seed: number): Mutant[] {
  const keyed = mutants.map((mutant, index) => ({ mutant, index, key: keyOf(mutant, seed) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index));
  return keyed.map(({ mutant }) => mutant);
}

function keyOf({ file, within, from, to }: Mutant, seed: number): string {
  return createHash('sha256')
    .update(JSON.stringify([seed, file, within, from, to]))
    .digest('hex');
}
