import type { Search } from '../../src/registry/index.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Position, SearchSpace, Trial } from '../../src/registry/index.ts';

/** Branin's function on -5..10 and 0..15, as regret: its least value, 0.397887, is subtracted. */
export function branin([first, second]: Position): number {
  const [x, y] = [-5 + 15 * first!, 15 * second!];
  const { PI } = Math;
  const bowl = (y - (5.1 / (4 * PI * PI)) * x * x + (5 / PI) * x - 6) ** 2;
  return bowl + 10 * (1 - 1 / (8 * PI)) * Math.cos(x) + 10 - 0.397887;
}

const scale = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const centre = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];

/** Hartmann's function of six numbers in 0..1, as regret: its least value is -3.32237. */
export function hartmann6(position: Position): number {
  const bumps = [1, 1.2, 3, 3.2].map((height, bump) => {
    const distance = scale[bump]!.reduce(
      (sum, factor, axis) => sum + factor * (position[axis]! - centre[bump]![axis]! / 10_000) ** 2,
      0,
    );
    return height * Math.exp(-distance);
  });
  return 3.32237 - bumps.reduce((sum, bump) => sum + bump, 0);
}

export function numbers(count: number): SearchSpace {
  return { dimensions: Array.from({ length: count }, () => ({ kind: 'number' }) as const), isActive: () => true };
}

/** The least losses so far of a search, after each trial. */
export function searched(
  search: Search,
  space: SearchSpace,
  lossOf: (position: Position) => number,
  { trials, seed }: { readonly trials: number; readonly seed: number },
): number[] {
  const past: Trial[] = [];
  const best: number[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const position = search.propose(space, past, createRandom(seed, 'search', trial));
    const loss = lossOf(position);
    past.push({ position, state: 'complete', loss });
    best.push(Math.min(loss, best.at(-1) ?? Infinity));
  }
  return best;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}
