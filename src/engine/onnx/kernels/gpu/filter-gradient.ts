import { tapsOf, type Window } from '../../../geometry/window.ts';
import { divisorUpTo } from '../../../geometry/sum-part.ts';
import type { Operand } from '../../../recording/value.ts';
import type { Lowering } from '../../lowering.ts';
import { padsOf } from '../window-attributes.ts';

/**
 * How many positions one product sums at most. A card multiplies matrices by tiles of the result, one group of threads
 * for each, and a filter's gradient is a single small tile: cut into parts, there is work for all groups.
 */
const longestPart = 1024;

/** The gradient of a convolution by its filter, [height, width, in, out]: products of parts, which are added. */
export function filterGradientInParts(lowering: Lowering, x: Operand, dy: Operand, window: Window): string {
  const { builder } = lowering;
  const [batch, , , inputs] = x.shape as [number, number, number, number];
  const outputs = dy.shape[3]!;
  const positions = window.output[0] * window.output[1];
  const part = divisorUpTo(longestPart, positions);
  const parts = positions / part;

  const gradient = lowering.reshape(
    lowering.transpose(lowering.reshape(lowering.read(dy, 'nchw'), [batch, outputs, parts, part]), [0, 2, 1, 3]),
    [batch * parts, outputs, part],
  );
  const [top, left, bottom, right] = padsOf(window) as [number, number, number, number];
  const padded = lowering.node('Pad', [lowering.read(x), builder.integers([0, top, left, 0, 0, bottom, right, 0])]);
  const products = tapsOf(window.kernel).map(([row, column]) => {
    const begin = [row * window.dilations[0], column * window.dilations[1]];
    const end = ([0, 1] as const).map((axis) => begin[axis]! + (window.output[axis] - 1) * window.strides[axis] + 1);
    const lists = [begin, end, [1, 2], window.strides].map((list) => builder.integers(list));
    const seen = lowering.reshape(lowering.node('Slice', [padded, ...lists]), [batch * parts, part, inputs]);
    return lowering.node('MatMul', [gradient, seen]);
  });
  const byTap = products.length > 1 ? lowering.node('Concat', products, { axis: 2 }) : products[0]!;
  const sum = lowering.node('ReduceSum', [byTap, builder.integers([0])], { keepdims: 0 });
  return lowering.reshape(lowering.transpose(sum, [1, 0]), [...window.kernel, inputs, outputs]);
}
