import { resolve } from 'node:path';
import { describeSamples } from '../data/fingerprint/sample-lists.ts';
import { changesOf, type RunInputs } from '../runs/inputs.ts';
import { cacheFolder } from '../core/cache-folder.ts';

/**
 * What differs between the weights and data that a run recorded and those of now, one line each. Of data, the samples
 * are named too, where that is known.
 */
export async function inputChanges(
  before: RunInputs,
  now: Omit<RunInputs, 'plugins'>,
  workingDirectory: string,
): Promise<string[]> {
  // config.yaml is compared by who loads it.
  const changes = changesOf({ ...before, config: now.config }, now);
  const isData = changes.some(({ what }) => what === 'data');
  const samples = isData ? await describeSamples(resolve(workingDirectory, cacheFolder), before.data, now.data) : [];
  return [...changes.map(({ message }) => message), ...samples];
}
