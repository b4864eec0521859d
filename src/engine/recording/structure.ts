import type { Graph } from './graph.ts';
import type { Operand, Value } from './value.ts';

/** What a graph computes, without its numbers. */
export interface Structure {
  /** Equal for two graphs exactly when they compute the same in the same order, whichever values are wanted of it. */
  readonly key: string;
  /** All values, in an order that graphs of the same key share. */
  readonly values: readonly Value[];
  /** The places of the wanted ones among them. */
  readonly outputs: readonly number[];
}

export function structureOf({ operations, leaves, outputs }: Graph): Structure {
  const numbers = new Map<Value, number>();
  const declare = (value: Value) => {
    numbers.set(value, numbers.size);
    return `${value.dtype}[${value.shape.join()}]`;
  };
  const refer = ({ value, shape }: Operand) => `${numbers.get(value)}[${shape.join()}]`;

  const lines = leaves.map(declare);
  for (const { kernel, operands, attributes, outputs: results } of operations) {
    lines.push(`${results.map(declare).join()}=${kernel}(${operands.map(refer).join()})${serialize(attributes)}`);
  }
  return { key: lines.join('\n'), values: [...numbers.keys()], outputs: outputs.map((value) => numbers.get(value)!) };
}

/** As JSON, with names for the infinities and for not-a-number, which JSON has as `null`. */
function serialize(attributes: object): string {
  return JSON.stringify(attributes, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
