/** A transpose of fewer axes that moves the same numbers. */
interface Merged {
  readonly shape: readonly number[];
  readonly permutation: readonly number[];
}

/**
 * Leaves out axes of length 1 and joins neighbours that stay neighbours: ONNX Runtime is fast where one axis is left to
 * move. The result is to be seen in its full shape again.
 */
export function mergeAxes(shape: readonly number[], permutation: readonly number[]): Merged {
  const moved = permutation.filter((axis) => shape[axis] !== 1);
  const inOrder = [...moved].sort((a, b) => a - b);
  const follows = (axis: number, before: number) => inOrder.indexOf(axis) === inOrder.indexOf(before) + 1;
  const runs = moved.reduce<number[][]>((known, axis) => {
    const last = known.at(-1);
    if (!last || !follows(axis, last.at(-1)!)) return [...known, [axis]];
    return [...known.slice(0, -1), [...last, axis]];
  }, []);
  const sorted = runs.toSorted((a, b) => a[0]! - b[0]!);
  return {
    shape: sorted.map((run) => run.reduce((length, axis) => length * shape[axis]!, 1)),
    permutation: runs.map((run) => sorted.indexOf(run)),
  };
}
