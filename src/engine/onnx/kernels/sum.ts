import { longestFloatSum, sumPart } from '../../geometry/sum-part.ts';
import { sizeOf } from '../../recording/value.ts';
import type { Lowering } from '../lowering.ts';

export interface SumOptions {
  /** The axes to sum over, ascending. */
  readonly axes: readonly number[];
  readonly keepDims: boolean;
  /** Whether the sum is divided by the number of summands. */
  readonly mean: boolean;
}

/**
 * The sum or mean of float32 numbers of `shape` over some axes. Long sums are added in parts (`sumPart`): the last run
 * of neighbouring axes in float32, which is as fast as one sum, then the few sums in float64.
 */
export function sum(
  lowering: Lowering,
  name: string,
  shape: readonly number[],
  { axes, keepDims, mean }: SumOptions,
): string {
  if (axes.length === 0) return name;
  const count = sizeOf(axes.map((axis) => shape[axis]!));
  if (count <= longestFloatSum) {
    const keepdims = keepDims ? 1 : 0;
    return lowering.node(mean ? 'ReduceMean' : 'ReduceSum', [name, lowering.builder.integers(axes)], { keepdims });
  }

  const [from, to] = lastRun(axes);
  const length = sizeOf(shape.slice(from, to));
  const part = sumPart(length);
  const parts = lowering.reshape(name, [...shape.slice(0, from), length / part, part, ...shape.slice(to)]);
  // A card has no float64. It adds the few sums in the order of a tree, which rounds less than one after the other.
  const precise = lowering.gpu ? 'float32' : 'float64';
  const partSums = reduceSum(lowering, parts, [from + 1]);
  const summands = precise === 'float32' ? partSums : lowering.castTo(partSums, precise);
  const rest = [...axes.filter((axis) => axis < from), from];
  const total = reduceSum(lowering, summands, rest);
  const scaled = mean ? lowering.node('Div', [total, lowering.builder.scalar(count, precise)]) : total;
  const result = precise === 'float32' ? scaled : lowering.castTo(scaled, 'float32');
  return keepDims
    ? lowering.reshape(
        result,
        shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
      )
    : result;
}

/** The last run of neighbouring axes, as the first and the one after the last. */
function lastRun(axes: readonly number[]): [from: number, to: number] {
  const last = axes.at(-1)!;
  let from = last;
  while (axes.includes(from - 1)) from--;
  return [from, last + 1];
}

function reduceSum(lowering: Lowering, name: string, axes: readonly number[]): string {
  return lowering.node('ReduceSum', [name, lowering.builder.integers(axes)], { keepdims: 0 });
}
