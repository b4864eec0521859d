import type { Graph } from './graph.ts';
import type { Operand, Value } from './value.ts';

/** Equal for two graphs exactly when one compiled session serves both. */
export function structureKey({ operations, leaves, outputs }: Graph): string {
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
  lines.push(outputs.map((value) => numbers.get(value)).join());
  return lines.join('\n');
}

/** As JSON, with names for the infinities and for not-a-number, which JSON has as `null`. */
function serialize(attributes: object): string {
  return JSON.stringify(attributes, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
