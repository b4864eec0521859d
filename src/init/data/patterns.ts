import type { Affixes } from './affixes.ts';
import type { DataFile } from './data-file.ts';
import { groupBy } from '../../core/group-by.ts';

const spellings: Readonly<Record<string, string>> = { '.jpeg': '.jpg', '.tiff': '.tif' };

/** How a pattern says what files end with: `.png`, or `.{jpg,png}`, the most frequent first. */
export function suffixPattern(files: readonly DataFile[]): string {
  const counts = groupBy(files, ({ suffix }) => spellings[suffix] ?? suffix);
  const suffixes = [...counts].toSorted(([, a], [, b]) => b.length - a.length).map(([suffix]) => suffix);
  if (suffixes.length < 2) return suffixes[0] ?? '';
  return `.{${suffixes.map((suffix) => suffix.slice(1)).join(',')}}`;
}

/**
 * The path pattern of files in these folders. `wildcards` has what stands for each segment that varies; by default `*`.
 */
export function pathPattern(
  segments: readonly (string | undefined)[],
  name: string,
  wildcards: readonly (string | undefined)[] = [],
): string {
  let varied = 0;
  const folders = segments.map((segment) => {
    if (segment !== undefined && segment !== '**') return segment;
    return wildcards[varied++] ?? segment ?? '*';
  });
  return [...folders, name].join('/');
}

export function namePattern({ head, tail }: Affixes, files: readonly DataFile[]): string {
  return `${head}*${tail}${suffixPattern(files)}`;
}
