import { listed } from '../../core/listed.ts';
import type { ClassInfo } from '../dataset.ts';
import type { ValueTotal } from './survey.ts';

/** How many values are named with their share. */
const NAMED = 8;

/** One sentence on the values in masks and what they are read as; none if labels come from no file with values. */
export function describeValues(
  values: readonly ValueTotal[],
  classes: readonly Pick<ClassInfo, 'name'>[],
): readonly string[] {
  const all = values.reduce((sum, { pixels }) => sum + pixels, 0);
  const parts = mergedByValue(values).map(({ value, labels, pixels }) => {
    const meanings = labels.map((label) => (label === undefined ? 'no class' : (classes[label]?.name ?? 'ignored')));
    return `${value} (${((100 * pixels) / all).toFixed(1)}%, ${meanings.join(' or ')})`;
  });
  return parts.length === 0 ? [] : [`the masks hold ${listed(parts, NAMED)}`];
}

interface Merged {
  readonly value: string;
  readonly labels: readonly (number | undefined)[];
  readonly pixels: number;
}

/** A value may mean one class in one mask and another in the next. Most frequent first. */
function mergedByValue(values: readonly ValueTotal[]): Merged[] {
  const merged = new Map<string, Merged>();
  for (const { value, label, pixels } of values) {
    if (value === undefined) continue;
    const before = merged.get(value);
    merged.set(value, { value, labels: [...(before?.labels ?? []), label], pixels: (before?.pixels ?? 0) + pixels });
  }
  return [...merged.values()].sort((a, b) => b.pixels - a.pixels);
}
