import type { SampleSource } from './sample.ts';

/** The samples at these positions, in this order. */
export function subset(source: SampleSource, positions: readonly number[]): SampleSource {
  return {
    ...source,
    length: positions.length,
    name: (index) => source.name(positions[index]!),
    read: (index, into) => source.read(positions[index]!, into),
  };
}
