import type { Interpolation } from '../dataset.ts';
import { resizeSample } from '../resize/resize-sample.ts';
import type { ImageSize, SampleSource } from '../sample.ts';
import { countLabels, examine } from './sample-facts.ts';

/** The samples of `source`, resized to the experiment's size. */
export function resizedSource(source: SampleSource, size: ImageSize, interpolation: Interpolation): SampleSource {
  return {
    ...source,
    size,
    read: async (index) => resizeSample(await source.read(index), size, interpolation),
    async examine(index) {
      const { sample: original, facts } = await examine(source, index);
      const sample = resizeSample(original, size, interpolation);
      return { sample, facts: sample === original ? facts : { ...facts, labels: countLabels(sample) } };
    },
    ...(source.fingerprint && {
      fingerprint: async () => JSON.stringify([await source.fingerprint?.(), size, interpolation]),
    }),
  };
}
