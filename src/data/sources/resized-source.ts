import { placeSample } from '../resize/place-sample.ts';
import { fixedSize, place, type Placing } from '../resize/placing.ts';
import type { Sample, SampleSource } from '../sample.ts';
import { countLabels, examine } from './sample-facts.ts';

/** The samples of `source` as inputs of the network. */
export function resizedSource(source: SampleSource, placing: Placing): SampleSource {
  const { size: _, sizeOf: __, ...rest } = source;
  const size = fixedSize(placing);
  return {
    ...rest,
    ...(size && { size }),
    read: async (index) => resized(await source.read(index), placing),
    async examine(index) {
      const { sample: original, facts } = await examine(source, index);
      const sample = resized(original, placing);
      const counts = placing.scoredAt === 'original' || sample.mask === original.mask;
      return { sample, facts: counts ? facts : { ...facts, labels: countLabels(sample) } };
    },
    ...(source.fingerprint && {
      fingerprint: async () => JSON.stringify([await source.fingerprint?.(), ...settingsOf(placing)]),
    }),
  };
}

function resized(sample: Sample, placing: Placing): Sample {
  const placement = place(sample, placing);
  const input = placeSample(sample, placement, placing.interpolation);
  return placing.scoredAt === 'original' ? { ...input, original: { mask: sample.mask, placement } } : input;
}

/**
 * What the pixels depend on. Of covered and cropped samples, what was kept of them before there were other policies.
 */
function settingsOf({ policy, size, multiple, interpolation, whole }: Placing): unknown[] {
  const before = [size, interpolation];
  return policy === 'cover' && !whole ? before : [...before, policy, ...(whole ? [multiple] : [])];
}
