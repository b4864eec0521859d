import type { ValueCount } from './label-reader.ts';
import { classValue, type Meanings } from './meanings.ts';

/** The most values without a meaning that are counted. A photo taken for a mask has more. */
const COUNTED = 64;

/**
 * How often a mask has each value that has a meaning, and, of those that have none, the most frequent. Values that have one
 * only because all others have it are counted together, since there may be as many as objects.
 */
export function nameCounts(
  counts: ReadonlyMap<number, number>,
  meanings: Meanings,
  nameOf: (value: number) => string,
): ValueCount[] {
  const { labels, others } = meanings;
  const named = new Map<string, { label?: number; pixels: number }>();
  const add = (name: string, pixels: number, label?: number) => {
    const before = named.get(name)?.pixels ?? 0;
    named.set(name, { pixels: before + pixels, ...(label !== undefined && { label }) });
  };
  const unknown: (readonly [value: number, pixels: number])[] = [];
  for (const [value, pixels] of counts) {
    const own = classValue(value, meanings);
    const label = labels.get(own);
    if (label !== undefined) add(nameOf(own), pixels, label);
    else if (others !== undefined) add('other values', pixels, others);
    else unknown.push([value, pixels]);
  }
  const frequent = unknown.length <= COUNTED ? unknown : unknown.sort(([, a], [, b]) => b - a).slice(0, COUNTED);
  for (const [value, pixels] of frequent) add(nameOf(value), pixels);
  return [...named].map(([value, count]) => ({ value, ...count }));
}
