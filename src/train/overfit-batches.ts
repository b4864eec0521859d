import type { PreparedSplits } from '../data/prepare/prepare-splits.ts';
import type { PreparedSource } from '../data/prepare/prepared-source.ts';
import { subset } from '../data/sources/subset.ts';

/** The first samples of the training split, as every split. */
export function overfitSplits({ train, val, test }: PreparedSplits, samples: number): PreparedSplits {
  const few = first(train, samples);
  // Samples that were left out stay known for each split.
  return { train: few, val: { ...few, skipped: val.skipped }, test: { ...few, skipped: test.skipped } };
}

function first(source: PreparedSource, count: number): PreparedSource {
  const positions = Array.from({ length: Math.min(count, source.length) }, (_, index) => index);
  const kept = positions.map((position) => source.remote.kept?.[position] ?? position);
  return { ...source, ...subset(source, positions), remote: { ...source.remote, kept } };
}
