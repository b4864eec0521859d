import type { Spread as SpreadOfValues } from '../runs/spread.ts';
import type { Spread } from './document.ts';

/** Null for a number that JSON lacks. */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function jsonSpread({ mean, deviation, count }: SpreadOfValues): Spread {
  return { mean: orNull(mean), deviation: orNull(deviation), count };
}
