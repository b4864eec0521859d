import { extname } from 'node:path';
import { parsePattern, type PathPattern } from './path-pattern.ts';

/**
 * A pattern like this one that fits some of the files: with the suffix that most files have, or with photos in deeper
 * folders. Undefined if neither fits one.
 * @param files paths within the pattern's folder
 */
export function suggestPattern({ text }: PathPattern, files: readonly string[]): string | undefined {
  const end = mostFrequent(files.map((file) => extname(file).toLowerCase()));
  const last = text.slice(text.lastIndexOf('/') + 1);
  const folder = parsePattern(text).folder;
  const deeper = `${folder === '' || folder === '/' ? folder : `${folder}/`}**/${last}`;
  const withEnd = (pattern: string) => pattern.replace(/\.(\w+|\{[^{}]*\})$/, end ?? '');
  const candidates = [withEnd(text), deeper, withEnd(deeper)].filter((candidate) => candidate !== text);
  return candidates.find((candidate) => {
    const { match } = parsePattern(candidate);
    return files.some((file) => match(file));
  });
}

function mostFrequent(items: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const item of items) if (item !== '') counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
