/** What one axis varies: any value, such as a number, a section, or a node of a parsed file. */
export interface Axis<T> {
  readonly path: string;
  readonly values: readonly T[];
}

/** The product of all axes, the last one varying fastest: one value per axis, in the axes' order. */
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
 * Every value of every axis at least once, the other axes at their first value: the points to check before the
 * product, since a wrong value is found here in sum-many instead of product-many steps.
 */
export function probeGrid<T>(axes: readonly Axis<T>[]): T[][] {
  const first = axes.map((axis) => axis.values[0] as T);
  return axes.flatMap((axis, index) => axis.values.slice(index === 0 ? 0 : 1).map((value) => first.with(index, value)));
}
