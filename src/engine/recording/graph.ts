import type { Operation, Value } from './value.ts';

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
  const stack = outputs.map((value) => value.producer!);
  for (let operation = stack.pop(); operation; operation = stack.pop()) {
    if (reached.has(operation)) continue;
    reached.add(operation);
    for (const { value } of operation.operands) if (value.producer) stack.push(value.producer);
  }
  const operations = [...reached].sort((a, b) => a.order - b.order);
  const used = operations.flatMap((operation) => operation.operands.map((operand) => operand.value));
  return { operations, outputs, leaves: [...new Set(used)].filter((value) => !value.producer) };
}
