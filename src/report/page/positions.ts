import type { ReportAxis } from '../document.ts';

/** With more values, numbers lie by their size. */
const mostEven = 8;

/**
 * Where each value of an axis lies, from 0 to 1: in equal distances. Many numbers lie by their size, or by its
 * logarithm where they span more than a factor of 20.
 */
export function positionsOf({ isNumeric, values }: ReportAxis): ReadonlyMap<string, number> {
  const isBySize = isNumeric && values.length > mostEven;
  const numbers = values.map(({ number }, place) => (isBySize ? number! : place));
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const scale = isBySize && low > 0 && high / low > 20 ? Math.log : (value: number) => value;
  const [from, to] = [scale(low), scale(high)];
  return new Map(
    values.map(({ text }, place) => [text, from === to ? 0.5 : (scale(numbers[place]!) - from) / (to - from)]),
  );
}

/** A linear axis over values, with its ends and its middle as ticks. */
export function valuePositions(values: readonly number[]): {
  readonly ticks: readonly number[];
  position(value: number): number;
} {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(high > low)) return { ticks: [low], position: () => 0.5 };
  return { ticks: [low, (low + high) / 2, high], position: (value) => (value - low) / (high - low) };
}
