import { divisorUpTo, longestFloatSum } from '../../geometry/sum-part.ts';
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
 * The most numbers that one node adds. The processor adds many at a time, each of them in a sum of its own: a long part
 * has few numbers in each of those. A card adds a part one by one, and many parts side by side.
 */
const longestPart = { processor: 8_192, gpu: longestFloatSum };

/**
 * A vector of one number. Parts are added, then their sums. Both are in float32, which a norm's digits need no more
 * than: nothing cancels in a sum of squares, and nodes count, since networks have many small weights.
 */
function sumOfSquares(lowering: Lowering, { value, shape }: Operand): string {
  const count = sizeOf(shape);
  const part = divisorUpTo(longestPart[lowering.gpu ? 'gpu' : 'processor'], count);
  const parts = count / part;
  const along = (operator: string, name: string, axis: number, keepdims: 0 | 1) =>
    lowering.node(operator, [name, lowering.builder.integers([axis])], { keepdims });
  if (parts === 1) return along('ReduceSumSquare', lowering.read({ value, shape: [count] }), 0, 1);
  const squares = along('ReduceSumSquare', lowering.read({ value, shape: [parts, part] }), 1, 0);
  return along('ReduceSum', squares, 0, 1);
}
