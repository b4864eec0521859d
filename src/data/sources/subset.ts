import type { SampleSource } from '../sample.ts';

/** The samples at these positions, in this order. */
export function subset(source: SampleSource, positions: readonly number[]): SampleSource {
  const at = (index: number) => positions[index]!;
  const { sizeOf, group, files, examine, fingerprint } = source;
  return {
    ...source,
    length: positions.length,
    name: (index) => source.name(at(index)),
    read: (index, into) => source.read(at(index), into),
    ...(fingerprint && { fingerprint: async () => JSON.stringify([await fingerprint(), 'subset', positions]) }),
    ...(examine && { examine: (index) => examine(at(index)) }),
    ...(sizeOf && { sizeOf: (index) => sizeOf(at(index)) }),
    ...(group && { group: (index) => group(at(index)) }),
    ...(files && { files: (index) => files(at(index)) }),
  };
}
