import type { ValueCount } from './label-reader.ts';

/** What the values or colours in mask files mean: each a class index or `IGNORE_INDEX`. */
export interface Meanings {
  /** By stored value, or by `colorKey`. */
  readonly labels: ReadonlyMap<number, number>;
  /** The meaning of every other value or colour. Without it, another one is an error. */
  readonly others?: number | undefined;
  /**
   * Where the class is written before the number of the object: with 1000, 26001 is an object of class 26, and 26 is
   * what is not divided into objects. Cityscapes' `instanceIds` are such masks.
   */
  readonly divisor?: number | undefined;
}

/** What meanings add to the settings of a mask's reader. */
export function settingsOf({ labels, others, divisor }: Meanings): string {
  return JSON.stringify(others === undefined && divisor === undefined ? [...labels] : [[...labels], others, divisor]);
}

/** The label of a value; undefined if it has none. */
export function labelOf(value: number, meanings: Meanings): number | undefined {
  return meanings.labels.get(classValue(value, meanings)) ?? meanings.others;
}

/** The value of the class, without the number of an object. */
export function classValue(value: number, { divisor }: Meanings): number {
  return divisor !== undefined && value >= divisor ? Math.floor(value / divisor) : value;
}

/** The most values without a meaning that are counted. A photo taken for a mask has more. */
const COUNTED = 64;

/**
 * How often a mask has each value that has a meaning, and, of those that have none, the most frequent. Values that have
 * one only because all others have it are counted together, since there may be as many as objects.
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
