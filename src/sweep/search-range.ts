import type { SearchDimension, SearchRange } from '../registry/index.ts';

export function dimensionOf(range: SearchRange): SearchDimension {
  if (range.type === 'choice') return { kind: 'choice', count: range.values.length };
  return range.type === 'integer' ? { kind: 'integer', count: range.high - range.low + 1 } : { kind: 'number' };
}

/**
 * The value at a place of a range; of a choice, its index. Numbers that are not whole are rounded to six significant
 * digits, so that they can be read and written.
 */
export function valueAt(range: SearchRange, place: number): number {
  if (range.type === 'choice') return place;
  const { low, high } = range;
  if (range.type === 'integer') return low + place;
  const value = range.type === 'uniform' ? low + place * (high - low) : low * (high / low) ** place;
  return Math.min(Math.max(Number(value.toPrecision(6)), low), high);
}

/** The place of a value in a range; of a choice, its value is an index. Undefined if it is outside. */
export function placeOf(range: SearchRange, value: unknown): number | undefined {
  if (typeof value !== 'number') return undefined;
  if (range.type === 'choice') return value in range.values ? value : undefined;
  const { low, high } = range;
  if (!(value >= low && value <= high)) return undefined;
  if (range.type === 'integer') return Number.isInteger(value) ? value - low : undefined;
  return range.type === 'uniform' ? (value - low) / (high - low) : Math.log(value / low) / Math.log(high / low);
}
