import { reachOf, type Window } from '../../geometry/window.ts';
import type { Resize } from '../../recording/kernels/resize.ts';
import { type Operand, type Operation, sameShape } from '../../recording/value.ts';
import type { Lowering } from '../lowering.ts';
import type { ChannelRange, Taps } from './filter-order.ts';
import { padsOf } from './window-attributes.ts';

/**
 * A convolution of an image that was doubled by repeating pixels sees each pixel several times. Adding up the weights
 * that meet the same pixel first leaves 16 products of 36, and the doubled image is never made.
 *
 * All matrices are for one axis: `y[o] = sum_a u[o + a - 1] w[a]` with `u[v] = x[floor(v / 2)]`.
 */

/** The two taps, over x[i + phase - 1] and x[i + phase], that make the outputs 2i + phase. Rows phase, tap. */
const forward = [
  [1, 0, 0],
  [0, 1, 1],
  [1, 1, 0],
  [0, 0, 1],
];

/** The four taps k over dy[2i - 1 + k] that make the gradient of x[i]. */
const backward = [
  [0, 0, 1],
  [0, 1, 1],
  [1, 1, 0],
  [1, 0, 0],
];

/** [phase row, phase column, tap row, tap column] by the nine taps. */
export const tapsOfPhases = [0, 1].flatMap((row) =>
  [0, 1].flatMap((column) => crossed(forward.slice(2 * row, 2 * row + 2), forward.slice(2 * column, 2 * column + 2))),
);

/** The 16 taps over the gradient whose sum is the gradient of the small image, by the nine taps. */
export const tapsOfGradient = crossed(backward, backward);

/** The image before it was doubled, if the operand is one that was. */
export function beforeDoubling({ value, shape }: Operand): Operand | undefined {
  const { producer } = value;
  if (producer?.kernel !== 'ResizeNearestNeighbor' || !sameShape(shape, value.shape)) return undefined;
  const { from, to, alignCorners } = producer.attributes as Resize;
  return !alignCorners && from.every((size, axis) => to[axis] === 2 * size) ? producer.operands[0] : undefined;
}

/** A convolution's gradient by its input, or by the part of it that some channels are. */
export interface InputGradient {
  readonly operation: Operation;
  readonly range?: ChannelRange;
}

/** The gradient by a convolution's input that an operand is, or is a part of, if its window is plain. */
export function inputGradientOf({ value, shape }: Operand): InputGradient | undefined {
  const { producer } = value;
  if (!producer || !sameShape(shape, value.shape)) return undefined;
  if (isPlainGradient(producer)) return { operation: producer };
  if (producer.kernel !== 'SplitV' || (producer.attributes as { axis: number }).axis !== 3) return undefined;
  const [whole] = producer.operands;
  const operation = whole!.value.producer;
  if (!operation || !isPlainGradient(operation) || !sameShape(whole!.shape, whole!.value.shape)) return undefined;
  const before = producer.outputs.slice(0, producer.outputs.indexOf(value));
  const from = before.reduce((sum, other) => sum + other.shape[3]!, 0);
  return { operation, range: [from, from + shape[3]!] };
}

function isPlainGradient({ kernel, attributes }: Operation): boolean {
  return kernel === 'Conv2DBackpropInput' && isPlain(attributes as Window);
}

/** Whether the window is 3x3 with one pixel of padding, or 1x1. */
export function isPlain(window: Window): boolean {
  const { kernel, strides, dilations } = window;
  const [size] = kernel;
  const square = (size === 1 || size === 3) && kernel[1] === size;
  return (
    square &&
    [...strides, ...dilations].every((step) => step === 1) &&
    padsOf(window).every((border) => 2 * border === reachOf(window, 0))
  );
}

/** Sums of a 3x3 filter's taps by a matrix, [sums, in * out]. */
export function combineTaps(lowering: Lowering, { name, inputs, outputs }: Taps, matrix: readonly number[][]): string {
  const taps = lowering.reshape(name, [9, inputs * outputs]);
  return lowering.node('MatMul', [lowering.builder.floats(matrix.flat(), [matrix.length, 9]), taps]);
}

/** The gradient by a 3x3 filter [3, 3, in, out] from those by the 16 taps over dy, [16, in * out]. */
export function fromCombined(lowering: Lowering, sums: string, inputs: number, outputs: number): string {
  const matrix = tapsOfGradient[0]!.map((_, tap) => tapsOfGradient.map((row) => row[tap]!));
  const gradient = lowering.node('MatMul', [lowering.builder.floats(matrix.flat(), [9, 16]), sums]);
  return lowering.reshape(gradient, [3, 3, inputs, outputs]);
}

/** The average of each 2x2 pixels of dy, NCHW. */
export function averageByTwo(lowering: Lowering, dy: Operand): string {
  const make = () =>
    lowering.node('AveragePool', [lowering.read(dy, 'nchw')], { kernel_shape: [2, 2], strides: [2, 2] });
  return lowering.derive(dy, 'average-by-two', make);
}

/** The sum of each 2x2 pixels of dy, NCHW. */
export function sumByTwo(lowering: Lowering, dy: Operand): string {
  return lowering.node('Mul', [averageByTwo(lowering, dy), lowering.builder.scalar(4, 'float32')]);
}

/** Repeats every pixel by a whole number along each axis, NCHW. */
export function repeatPixels(lowering: Lowering, name: string, factors: readonly [number, number] = [2, 2]): string {
  const attributes = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
  return lowering.node('Resize', [name, '', lowering.builder.floats([1, 1, ...factors])], attributes);
}

/** The Kronecker product of one matrix for rows and one for columns. */
function crossed(rows: readonly number[][], columns: readonly number[][]): number[][] {
  return rows.flatMap((row) => columns.map((column) => row.flatMap((a) => column.map((b) => a * b))));
}
