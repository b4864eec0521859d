import { longestFloatSum, sumPart } from '../../geometry/sum-part.ts';
import type { sumsOfSquaresKernels } from '../../recording/kernels/sums-of-squares.ts';
import { type Operand, sizeOf } from '../../recording/value.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';

export const sumsOfSquaresLowerings: LoweringsOf<typeof sumsOfSquaresKernels> = {
  SumsOfSquares(lowering, { operands, outputs }) {
    for (const [index, output] of outputs.entries()) lowering.write(output, sumOfSquares(lowering, operands[index]!));
  },
};

/** Long sums are added in parts, as those of `sum.ts`. */
function sumOfSquares(lowering: Lowering, { value, shape }: Operand): string {
  const count = sizeOf(shape);
  const flat = lowering.read({ value, shape: [count] });
  const squares = (name: string, axis: number) =>
    lowering.node('ReduceSumSquare', [name, lowering.builder.integers([axis])], { keepdims: 0 });
  if (count <= longestFloatSum) return squares(flat, 0);
  const part = sumPart(count);
  const parts = lowering.castTo(squares(lowering.reshape(flat, [count / part, part]), 1), 'float64');
  const total = lowering.node('ReduceSum', [parts, lowering.builder.integers([0])], { keepdims: 0 });
  return lowering.castTo(total, 'float32');
}
