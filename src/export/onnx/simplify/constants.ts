import { collectGraph } from '../../../engine/recording/graph.ts';
import type { Value } from '../../../engine/recording/value.ts';
import type { AlignedRecordings } from '../align-recordings.ts';
import { isFixed, isFixedAll } from '../extent.ts';
import type { SizedGraph, SizedOperand, SizedOperation, SizedValue } from '../sized-graph.ts';

/**
 * Replaces what follows neither from the images nor from their size by its numbers, such as factor and summand of a
 * batch norm.
 * @param names what a person calls leaves of the first recording
 * @param evaluate gives values of the first recording their numbers
 */
export async function foldConstants(
  { graph, recorded }: AlignedRecordings,
  names: ReadonlyMap<Value, string>,
  evaluate: (values: readonly Value[]) => Promise<void>,
): Promise<SizedGraph> {
  const { constant, open } = divide(graph.operations);
  const made = new Set(constant.flatMap(({ outputs }) => outputs));
  const used = new Set([...open.flatMap(({ operands }) => operands), graph.output].map(({ value }) => value));
  const wanted = [...used].filter((value) => made.has(value));
  const called = new Map(wanted.map((value) => [value, nameBelow(recorded.get(value)!, names)]));
  await evaluate(wanted.map((value) => recorded.get(value)!));
  const numbers = new Map(
    wanted.map((value): [SizedValue, SizedValue] => {
      const [name, { data }] = [called.get(value), recorded.get(value)!];
      return [value, { ...value, constant: { kind: 'numbers', data: data!, ...(name !== undefined && { name }) } }];
    }),
  );
  const replaced = ({ value, shape }: SizedOperand) => ({ value: numbers.get(value) ?? value, shape });
  return {
    operations: open.map((operation) => ({ ...operation, operands: operation.operands.map(replaced) })),
    input: graph.input,
    output: replaced(graph.output),
  };
}

function divide(operations: readonly SizedOperation[]) {
  const known = new Set<SizedValue>();
  const isKnown = ({ value, shape }: SizedOperand) =>
    (value.constant?.kind === 'numbers' || known.has(value)) && shape.every(isFixed);
  const [constant, open]: [SizedOperation[], SizedOperation[]] = [[], []];
  for (const operation of operations) {
    const { operands, outputs, attributes } = operation;
    const fixed =
      operands.every(isKnown) && outputs.every(({ shape }) => shape.every(isFixed)) && isFixedAll(attributes);
    (fixed ? constant : open).push(operation);
    if (fixed) for (const value of outputs) known.add(value);
  }
  return { constant, open };
}

/** The name of the first weight of the same shape that a constant is computed from. */
function nameBelow(value: Value, names: ReadonlyMap<Value, string>): string | undefined {
  const shape = value.shape.join();
  const leaf = collectGraph([value]).leaves.find((found) => names.has(found) && found.shape.join() === shape);
  return leaf && names.get(leaf);
}
