import type { Operand, Operation, Value } from './value.ts';

/** The part of the recording that something alive depends on. */
export interface Graph {
  /** In the order they were recorded. */
  readonly operations: readonly Operation[];
  /** Values whose numbers are there already, in order of first use. */
  readonly leaves: readonly Value[];
  /** Values that somebody holds and that have no numbers yet. */
  readonly outputs: readonly Value[];
}

/** Everything that the pending values need; what nobody holds and nobody needs is never computed. */
export function collectGraph(pending: Iterable<Value>): Graph {
  const outputs = [...pending];
  const reached = new Set<Operation>();
  const stack = outputs.map((value) => value.source!);
  for (let operation = stack.pop(); operation; operation = stack.pop()) {
    if (reached.has(operation)) continue;
    reached.add(operation);
    for (const { value } of operation.operands) if (value.source) stack.push(value.source);
  }
  const operations = [...reached].sort((a, b) => a.order - b.order);
  const used = operations.flatMap((operation) => operation.operands.map((operand) => operand.value));
  return { operations, outputs, leaves: [...new Set(used)].filter((value) => !value.source) };
}

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
    lines.push(`${results.map(declare).join()}=${kernel.name}(${operands.map(refer).join()})${serialize(attributes)}`);
  }
  lines.push(outputs.map((value) => numbers.get(value)).join());
  return lines.join('\n');
}

/** As JSON, but infinities and not-a-number stay what they are. */
function serialize(attributes: object): string {
  return JSON.stringify(attributes, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
