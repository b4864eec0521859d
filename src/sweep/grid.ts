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
