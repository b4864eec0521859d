import type { ReportAxis } from '../document.ts';

/**
 * Where each value of an axis lies, from 0 to 1: numbers by their size, by its logarithm where they span more than a factor of
 * 20, and all else in equal distances.
 */
export function positionsOf({ isNumeric, values }: ReportAxis): ReadonlyMap<string, number> {
  const numbers = values.map(({ number }, place) => (isNumeric ? number! : place));
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const scale = isNumeric && low > 0 && high / low > 20 ? Math.log : (value: number) => value;
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
