import { sumPart } from '../../geometry/sum-part.ts';
import type { sumsOfSquaresKernels } from '../../recording/kernels/sums-of-squares.ts';
import { type Operand, sizeOf } from '../../recording/value.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';

export const sumsOfSquaresLowerings: LoweringsOf<typeof sumsOfSquaresKernels> = {
  SumsOfSquares(lowering, { operands, outputs: [output] }) {
    const sums = operands.map((operand) => sumOfSquares(lowering, operand));
    lowering.write(output!, lowering.node('Concat', sums, { axis: 0 }));
  },
};

/**
 * A vector of one number. Parts of up to 128 numbers are added, then their sums. Both are in float32, which a norm's
 * digits need no more than: nothing cancels in a sum of squares, and nodes count, since networks have many small
 * weights.
 */
function sumOfSquares(lowering: Lowering, { value, shape }: Operand): string {
  const count = sizeOf(shape);
  const part = sumPart(count);
  const parts = count / part;
  const along = (operator: string, name: string, axis: number, keepdims: 0 | 1) =>
    lowering.node(operator, [name, lowering.builder.integers([axis])], { keepdims });
  if (parts === 1 && shape.length === 1) return along('ReduceSumSquare', lowering.read({ value, shape }), 0, 1);
  const squares = along('ReduceSumSquare', lowering.read({ value, shape: [parts, part] }), 1, 0);
  return parts === 1 ? squares : along('ReduceSum', squares, 0, 1);
}
