/** What varies: its values, of which a point has one. */
export interface Axis<T> {
  readonly values: readonly T[];
}

/** The product of all axes, of which the last varies fastest. Each point has one value per axis, in the axes' order. */
export function expandGrid<T>(axes: readonly Axis<T>[]): T[][] {
  return axes.reduce<T[][]>(
    (points, axis) => points.flatMap((point) => axis.values.map((value) => [...point, value])),
    [[]],
  );
}

/** How many points the product has. */
export function gridSize(axes: readonly Axis<unknown>[]): number {
  return axes.reduce((product, axis) => product * axis.values.length, 1);
}

/**
 * Points that have every value of every axis at least once, with the other axes at their first value. They are checked
 * before the product: their number is the sum of the axes' lengths, not the product.
 */
export function probeGrid<T>(axes: readonly Axis<T>[]): T[][] {
  const first = axes.map((axis) => axis.values[0] as T);
  return axes.flatMap((axis, index) => axis.values.slice(index === 0 ? 0 : 1).map((value) => first.with(index, value)));
}
