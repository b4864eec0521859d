import type { PreparedSplits } from '../data/prepare/prepare-splits.ts';
import type { PreparedSource } from '../data/prepare/prepared-source.ts';
import { subset } from '../data/sources/subset.ts';
import { surveySplit } from '../data/survey/survey.ts';

/**
 * The first samples of the training split, as every split. Each is drawn once per epoch, and their pixels are counted
 * again.
 */
export async function overfitSplits({ train, val, test }: PreparedSplits, samples: number): Promise<PreparedSplits> {
  const few = await first(train, samples);
  // Samples that were left out stay known for each split.
  return { train: few, val: { ...few, skipped: val.skipped }, test: { ...few, skipped: test.skipped } };
}

async function first({ repeatFactors: _, ...source }: PreparedSource, count: number): Promise<PreparedSource> {
  const positions = Array.from({ length: Math.min(count, source.length) }, (__, index) => index);
  const kept = positions.map((position) => source.remote.kept?.[position] ?? position);
  const few = { ...source, ...subset(source, positions), remote: { ...source.remote, kept } };
  const survey = await surveySplit(few, () => undefined);
  return { ...few, survey: () => survey };
}
