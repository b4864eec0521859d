import type { Window } from '../../../geometry/window.ts';
import type { Operand } from '../../../recording/value.ts';
import type { Lowering } from '../../lowering.ts';
import { matMul } from '../matmul.ts';
import { padsOf } from '../window-attributes.ts';

/**
 * A 1x1 convolution from blocks to fewer channels than one, such as classes: one matrix product for each block, which
 * reads blocks as they lie and gives whole planes. Filters are [1, 1, in, out].
 */
export function hasFewOutputs(lowering: Lowering, filter: Pick<Operand, 'shape'>, window: Window): boolean {
  const [, , inputs, outputs] = filter.shape;
  const { kernel, strides } = window;
  const pointwise = [...kernel, ...strides].every((size) => size === 1) && padsOf(window).every((pad) => pad === 0);
  return pointwise && lowering.wholeBlocks(inputs!) && outputs! < lowering.blockSize;
}

/** [N, out, H, W]. */
export function convolveToFew(lowering: Lowering, x: Operand, filter: Operand): string {
  const [batch, height, width] = x.shape as [number, number, number];
  const products = matMul(lowering, [filterBlocks(lowering, filter), pixels(lowering, x)], true, true);
  const sum = lowering.node('ReduceSum', [products, lowering.builder.integers([1])], { keepdims: 0 });
  return lowering.reshape(sum, [batch, filter.shape[3]!, height, width]);
}

/** Its gradient by an input of `shape`, as the blocked operators name it. `dy` is [N, out, H, W]. */
export function inputGradientFromFew(
  lowering: Lowering,
  dy: string,
  shape: readonly number[],
  filter: Operand,
): string {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const rows = planes(lowering, dy, shape, filter.shape[3]!);
  const products = matMul(lowering, [rows, filterBlocks(lowering, filter)], true, true);
  return lowering.reshape(products, [batch, channels, height, width]);
}

/** Its gradient by its filter, [1, 1, in, out]. `dy` is [N, out, H, W]. */
export function filterGradientFromFew(lowering: Lowering, x: Operand, dy: string, outputs: number): string {
  const products = matMul(lowering, [pixels(lowering, x), planes(lowering, dy, x.shape, outputs)], true, true);
  const sum = lowering.node('ReduceSum', [products, lowering.builder.integers([0])], { keepdims: 0 });
  return lowering.reshape(sum, [1, 1, x.shape[3]!, outputs]);
}

/** [in / block, block, out]. */
function filterBlocks(lowering: Lowering, { value, shape }: Operand): string {
  const { blockSize } = lowering;
  return lowering.read({ value, shape: [shape[2]! / blockSize, blockSize, shape[3]!] });
}

/** [N, in / block, H * W, block]. */
function pixels(lowering: Lowering, x: Operand): string {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const { blockSize } = lowering;
  return lowering.reshape(lowering.read(x, 'blocked'), [batch, channels / blockSize, height * width, blockSize]);
}

/** [N, 1, out, H * W], for an image of `shape`. */
function planes(lowering: Lowering, dy: string, [batch, height, width]: readonly number[], outputs: number): string {
  return lowering.reshape(dy, [batch!, 1, outputs, height! * width!]);
}
