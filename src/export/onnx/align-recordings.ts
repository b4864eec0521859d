import { resampleMatrixOf } from '../../engine/geometry/resample.ts';
import type { Operand, Value } from '../../engine/recording/value.ts';
import { type Extent, extentOf, SizeMatters } from './extent.ts';
import type { RecordedInference } from './record-inference.ts';
import type { Constant, SizedGraph, SizedOperand, SizedValue } from './sized-graph.ts';

/** Recordings that were laid on each other. */
export interface AlignedRecordings {
  readonly graph: SizedGraph;
  /** What each value of the graph is in the first recording. */
  readonly recorded: ReadonlyMap<SizedValue, Value>;
}

/**
 * Lays recordings of one network at several sizes on each other. What differs between them follows from the size.
 * @param names what a person calls leaves, such as weights
 * @throws SizeMatters if they differ in more than numbers, or in numbers of a constant that has no rule
 */
export function alignRecordings(
  recordings: readonly RecordedInference[],
  names: ReadonlyMap<Value, string>,
): AlignedRecordings {
  const [first] = recordings as [RecordedInference];
  const graphs = recordings.map(({ graph }) => graph);
  if (!sameBy(graphs, ({ operations }) => operations.map(({ kernel }) => kernel).join()))
    throw new SizeMatters('the network takes another path for images of another size');
  const known = recordings.map(() => new Map<Value, SizedValue>());
  const recorded = new Map<SizedValue, Value>();
  const add = (values: readonly Value[], constant?: Constant): SizedValue => {
    const sized = { shape: shapeOf(values), dtype: values[0]!.dtype, ...(constant && { constant }) };
    values.forEach((value, recording) => known[recording]!.set(value, sized));
    recorded.set(sized, values[0]!);
    return sized;
  };
  const operand = (operands: readonly Operand[]): SizedOperand => {
    const values = operands.map(({ value }, recording) => known[recording]!.get(value)!);
    if (!sameBy(values, (value) => value))
      throw new SizeMatters('the network joins other values for images of another size');
    return { value: values[0]!, shape: shapeOf(operands) };
  };

  const input = add(recordings.map((recording) => recording.input));
  first.graph.leaves.forEach((leaf, index) => {
    const leaves = graphs.map((graph) => graph.leaves[index]!);
    if (leaf !== first.input) add(leaves, constantOf(leaves, names.get(leaf)));
  });
  const operations = first.graph.operations.map((operation, index) => {
    const all = graphs.map((graph) => graph.operations[index]!);
    return {
      kernel: operation.kernel,
      operands: operation.operands.map((_, place) => operand(all.map(({ operands }) => operands[place]!))),
      attributes: merge(all.map(({ attributes }) => attributes)) as object,
      outputs: operation.outputs.map((_, place) => add(all.map(({ outputs }) => outputs[place]!))),
    };
  });
  const output = operand(recordings.map((recording) => recording.output));
  return { graph: { operations, input, output }, recorded };
}

function shapeOf(values: readonly { readonly shape: readonly number[] }[]): Extent[] {
  const shapes = values.map(({ shape }) => shape);
  if (!sameBy(shapes, ({ length }) => length))
    throw new SizeMatters('a value of the network has more axes for images of another size');
  return shapes[0]!.map((_, axis) => extentOf(shapes.map((shape) => shape[axis]!)));
}

function constantOf(leaves: readonly Value[], name: string | undefined): Constant {
  const [{ data, shape }] = leaves as [Value];
  const matrices = leaves.flatMap((leaf) => resampleMatrixOf(leaf) ?? []);
  if (matrices.length === leaves.length && matrices[0]!.rule && sameBy(matrices, ({ rule }) => JSON.stringify(rule)))
    return { kind: 'matrix', matrices };
  if (leaves.every((leaf) => leaf === leaves[0] || sameNumbers(leaf, leaves[0]!)))
    return { kind: 'numbers', data: data!, ...(name !== undefined && { name }) };
  throw new SizeMatters(`numbers of a constant of shape [${shape.join(', ')}] follow the size of the images`);
}

function sameNumbers(a: Value, b: Value): boolean {
  const [x, y] = [a.data as ArrayLike<number>, b.data as ArrayLike<number>];
  return (
    a.shape.join() === b.shape.join() && Array.prototype.every.call(x, (value, index) => Object.is(value, y[index]))
  );
}

/** Attributes are JSON data: numbers become extents, all else must be the same. */
function merge(parts: readonly unknown[]): unknown {
  const [first] = parts;
  if (typeof first === 'number') return extentOf(parts as number[]);
  if (typeof first !== 'object' || first === null) {
    if (parts.every((part) => part === first)) return first;
    throw new SizeMatters(`an attribute is ${parts.join(', ')} at different sizes`);
  }
  if (!sameBy(parts as object[], (part) => Object.keys(part).join()))
    throw new SizeMatters('a list of attributes is longer for images of another size');
  if (Array.isArray(first)) return first.map((_, index) => merge((parts as unknown[][]).map((part) => part[index])));
  const keys = Object.keys(first);
  return Object.fromEntries(
    keys.map((key) => [key, merge(parts.map((part) => (part as Record<string, unknown>)[key]))]),
  );
}

function sameBy<T>(items: readonly T[], key: (item: T) => unknown): boolean {
  return items.every((item) => key(item) === key(items[0]!));
}
