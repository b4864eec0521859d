/** How values lie that differ by chance, such as those of runs with other seeds. */
export interface Spread {
  /** NaN without values. */
  readonly mean: number;
  /** The standard deviation of a sample, with n - 1. NaN for fewer than two values. */
  readonly deviation: number;
  readonly count: number;
}

/** Mean, standard deviation and number of values. Those that are NaN don't count. */
export function spreadOf(values: readonly number[]): Spread {
  const counted = values.filter((value) => !Number.isNaN(value));
  const count = counted.length;
  const mean = counted.reduce((sum, value) => sum + value, 0) / count;
  const squares = counted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : NaN, count };
}
