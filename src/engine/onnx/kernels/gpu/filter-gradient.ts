import { tapsOf, type Window } from '../../../geometry/window.ts';
import { divisorUpTo } from '../../../geometry/sum-part.ts';
import type { Operand } from '../../../recording/value.ts';
import type { Lowering } from '../../lowering.ts';
import { pad, windowAt } from '../filter-gradient.ts';
import { padsOf } from '../window-attributes.ts';

/**
 * How many positions one product sums at most. A card multiplies matrices by tiles of the result, one group of threads
 * for each, and a filter's gradient is a single small tile: cut into parts, there is work for all groups.
 */
const longestPart = 1024;

/** The gradient of a convolution by its filter, [height, width, in, out]: products of parts, which are added. */
export function filterGradientInParts(lowering: Lowering, x: Operand, dy: Operand, window: Window): string {
  const [batch, , , inputs] = x.shape as [number, number, number, number];
  const outputs = dy.shape[3]!;
  const positions = window.output[0] * window.output[1];
  const part = divisorUpTo(longestPart, positions);
  const parts = positions / part;

  const gradient = lowering.reshape(
    lowering.transpose(lowering.reshape(lowering.read(dy, 'nchw'), [batch, outputs, parts, part]), [0, 2, 1, 3]),
    [batch * parts, outputs, part],
  );
  const padded = pad(lowering, lowering.read(x), padsOf(window), { axes: [1, 2] });
  const products = tapsOf(window.kernel).map((tap) => {
    const seen = lowering.reshape(windowAt(lowering, padded, tap, window, [1, 2]), [batch * parts, part, inputs]);
    return lowering.node('MatMul', [gradient, seen]);
  });
  const byTap = products.length > 1 ? lowering.node('Concat', products, { axis: 2 }) : products[0]!;
  const sum = lowering.node('ReduceSum', [byTap, lowering.builder.integers([0])], { keepdims: 0 });
  return lowering.reshape(lowering.transpose(sum, [1, 0]), [...window.kernel, inputs, outputs]);
}
