import type { ValueCount } from '../masks/label-reader.ts';
import type { ValueTotal } from './survey.ts';

/** Sums the values of masks as they come. A value that means one class here and another there counts twice. */
export interface ValueSum {
  add(mask: readonly ValueCount[]): void;
  /** The most frequent first. */
  totals(): ValueTotal[];
}

export function sumValues(): ValueSum {
  const sums = new Map<string, ValueTotal>();
  return {
    add(mask) {
      for (const { pixels, ...meaning } of mask) {
        const key = `${meaning.value} ${meaning.label}`;
        const before = sums.get(key) ?? { ...meaning, pixels: 0, masks: 0 };
        sums.set(key, { ...meaning, pixels: before.pixels + pixels, masks: before.masks + 1 });
      }
    },
    totals: () => [...sums.values()].sort((a, b) => b.pixels - a.pixels),
  };
}

/** The sum of a list of masks. */
export function addValues(masks: readonly (readonly ValueCount[])[]): ValueTotal[] {
  const sum = sumValues();
  masks.forEach(sum.add);
  return sum.totals();
}
