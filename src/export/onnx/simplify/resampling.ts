import { type Extent, sameExtents } from '../extent.ts';
import type { Rule } from '../../../engine/geometry/resample-matrix.ts';
import { countUses, type SizedGraph, type SizedOperand, type SizedOperation } from '../sized-graph.ts';

/** Pooling and resizing along both axes, as `src/engine/geometry/resample.ts` computes it by two matrices. */
export interface Resampling {
  readonly rows: Resampled;
  readonly columns: Resampled;
}

export interface Resampled {
  readonly rule: Rule;
  readonly inputs: Extent;
  readonly outputs: Extent;
}

/**
 * Replaces each pair of products with resampling matrices, and the transposes around them, by one operation that says
 * what they do. It then needs no matrix of a fixed size.
 */
export function joinResampling(graph: SizedGraph): SizedGraph {
  const producers = new Map(
    graph.operations.flatMap((operation) => operation.outputs.map((value) => [value, operation])),
  );
  const uses = countUses(graph);
  /** The operation that makes an operand for nobody else. */
  const behind = (operand: SizedOperand | undefined, kernel: SizedOperation['kernel']) => {
    const found = operand && producers.get(operand.value);
    return found?.kernel === kernel && uses.get(operand!.value) === 1 ? found : undefined;
  };
  const replaced = new Set<SizedOperation>();
  const operations = graph.operations.map((last): SizedOperation => {
    if (!permutes(last, [2, 1, 0, 3])) return last;
    const byColumns = behind(last.operands[0], 'BatchMatMul');
    const between = behind(byColumns?.operands[1], 'Transpose');
    const byRows = behind(between?.operands[0], 'BatchMatMul');
    const before = behind(byRows?.operands[1], 'Transpose');
    if (!byColumns || !between || !byRows || !before) return last;
    if (!permutes(between, [2, 0, 1, 3]) || !permutes(before, [1, 0, 2, 3])) return last;
    const [rows, columns] = [resampledBy(byRows), resampledBy(byColumns)];
    const [x] = before.operands as [SizedOperand];
    if (!rows || !columns) return last;
    const [batch, , , channels] = x.shape as [Extent, Extent, Extent, Extent];
    const from = [batch, rows.inputs, columns.inputs, channels];
    const to = [batch, rows.outputs, columns.outputs, channels];
    if (!sameExtents(x.shape, from) || !sameExtents(last.outputs[0]!.shape, to)) return last;
    for (const operation of [byColumns, between, byRows, before]) replaced.add(operation);
    const attributes: Resampling = { rows, columns };
    return { kernel: 'Resample', operands: [x], attributes, outputs: last.outputs };
  });
  return { ...graph, operations: operations.filter((operation) => !replaced.has(operation)) };
}

function permutes({ kernel, attributes }: SizedOperation, wanted: readonly number[]): boolean {
  return kernel === 'Transpose' && sameExtents((attributes as { perm: readonly Extent[] }).perm, wanted);
}

function resampledBy({ operands: [matrix] }: SizedOperation): Resampled | undefined {
  if (!matrix || matrix.shape.length !== 2) return undefined;
  const { constant } = matrix.value;
  const rule = constant?.kind === 'matrix' ? constant.matrices[0]?.rule : undefined;
  return rule && { rule, outputs: matrix.shape[0]!, inputs: matrix.shape[1]! };
}
