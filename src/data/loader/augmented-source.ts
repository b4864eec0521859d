import type { Sample, SampleSource } from '../sample.ts';
import { readPartner, readSample, sampleInEpoch, type SampleRecipe } from './make-sample.ts';

/** The samples as a loader gives them in its first epoch. */
export function augmentedSource(source: SampleSource, recipe: SampleRecipe): SampleSource {
  const { length, name } = source;
  const read = async (index: number): Promise<Sample> => {
    const sample = await readSample(source, index);
    return sampleInEpoch(sample, index, 0, recipe, undefined, await readPartner(source, index, 0, recipe));
  };
  return { length, name, read };
}
