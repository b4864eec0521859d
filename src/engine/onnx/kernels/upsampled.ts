import type { Window } from '../../geometry/window.ts';
import type { Resize } from '../../recording/kernels/resize.ts';
import { type Operand, type Operation, sameShape } from '../../recording/value.ts';
import type { Lowering } from '../lowering.ts';
import { channelsFirst, pad, sumOfProducts } from './filter-gradient.ts';
import { filterTo } from './filter-order.ts';
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

/** The image before it was doubled, if the operand is one that was. */
export function beforeDoubling({ value, shape }: Operand): Operand | undefined {
  const { producer } = value;
  if (producer?.kernel !== 'ResizeNearestNeighbor' || !sameShape(shape, value.shape)) return undefined;
  const { from, to, alignCorners } = producer.attributes as Resize;
  return !alignCorners && from.every((size, axis) => to[axis] === 2 * size) ? producer.operands[0] : undefined;
}

/** The convolution's gradient whose 2x2 averages are taken, if the operand is one. */
export function beforeAveraging({ value, shape }: Operand): Operation | undefined {
  const known = value.producer?.kernel === 'Conv2DBackpropInput' && sameShape(shape, value.shape);
  return known && isPlain(value.producer!.attributes as Window) ? value.producer : undefined;
}

/** Whether the window is 3x3 with one pixel of padding, or 1x1. */
export function isPlain(window: Window): boolean {
  const { kernel, strides, dilations } = window;
  const [size] = kernel;
  const square = (size === 1 || size === 3) && kernel[1] === size;
  return (
    square &&
    [...strides, ...dilations].every((step) => step === 1) &&
    padsOf(window).every((border) => 2 * border === size - 1)
  );
}

/** conv(double(x)), NCHW: one 2x2 convolution for each of the four phases of the output. */
export function convolveDoubled(lowering: Lowering, x: Operand, filter: Operand, { kernel }: Window): string {
  const { builder } = lowering;
  const input = lowering.read(x, 'nchw');
  if (kernel[0] === 1)
    return repeatPixels(
      lowering,
      lowering.node('Conv', [input, filterTo(lowering, filter, 'oihw')], { kernel_shape: kernel }),
    );

  const [batch, height, width] = x.shape as [number, number, number];
  const [, , inputs, outputs] = filter.shape as [number, number, number, number];
  const taps = lowering.reshape(combine(lowering, filter, phases()), [4, 4, inputs, outputs]);
  const outFirst = lowering.reshape(lowering.transpose(taps, [0, 1, 3, 2]), [4, 4, outputs * inputs]);
  const filters = builder.nodes('Split', [lowering.transpose(outFirst, [0, 2, 1])], { axis: 0, num_outputs: 4 }, 4);
  const parts = filters.map((part, phase) => {
    const [row, column] = [phase >> 1, phase & 1];
    const attributes = { kernel_shape: [2, 2], pads: [1 - row, 1 - column, row, column] };
    return lowering.node('Conv', [input, lowering.reshape(part, [outputs, inputs, 2, 2])], attributes);
  });
  const rows = [parts.slice(0, 2), parts.slice(2)].map((pair) => {
    const columns = pair.map((part) => lowering.reshape(part, [batch, outputs, height, width, 1]));
    return lowering.reshape(lowering.node('Concat', columns, { axis: 4 }), [batch, outputs, height, 1, 2 * width]);
  });
  return lowering.reshape(lowering.node('Concat', rows, { axis: 3 }), [batch, outputs, 2 * height, 2 * width]);
}

/** The average over 2x2 of the gradient of conv by its input: a convolution of dy by 4x4 with stride 2. */
export function averagedInputGradient(lowering: Lowering, { operands: [dy, filter], attributes }: Operation): string {
  const [, , inputs, outputs] = filter!.shape as [number, number, number, number];
  if ((attributes as Window).kernel[0] === 1) {
    const names = [averageByTwo(lowering, dy!), filterTo(lowering, filter!, 'iohw')];
    return lowering.node('Conv', names, { kernel_shape: [1, 1] });
  }
  const taps = lowering.reshape(combine(lowering, filter!, crossed(backward, backward, 1 / 4)), [16, inputs, outputs]);
  const weights = lowering.reshape(lowering.transpose(taps, [1, 2, 0]), [inputs, outputs, 4, 4]);
  return lowering.node('Conv', [lowering.read(dy!, 'nchw'), weights], {
    kernel_shape: [4, 4],
    strides: [2, 2],
    pads: [1, 1, 1, 1],
  });
}

/** The gradient of conv(double(x)) by its filter, [height, width, in, out]. */
export function doubledFilterGradient(lowering: Lowering, x: Operand, dy: Operand, { kernel }: Window): string {
  const { builder } = lowering;
  const [batch, height, width, inputs] = x.shape as [number, number, number, number];
  const outputs = dy.shape[3]!;
  const positions = batch * height * width;
  const seen = channelsFirst(lowering, x);
  if (kernel[0] === 1) {
    const sum = lowering.node('Mul', [averageByTwo(lowering, dy), builder.scalar(4, 'float32')]);
    const product = sumOfProducts(lowering, seen, lowering.transpose(sum, [1, 0, 2, 3]), positions);
    return lowering.reshape(product, [1, 1, inputs, outputs]);
  }
  const padded = pad(lowering, channelsFirst(lowering, dy), [1, 1, 1, 1]);
  const rows = [0, 1, 2, 3].map((row) => {
    const columns = [0, 1, 2, 3].map((column) => {
      const end = [row + 2 * height - 1, column + 2 * width - 1];
      const lists = [[row, column], end, [2, 3], [2, 2]].map((list) => builder.integers(list));
      return lowering.node('Slice', [padded, ...lists]);
    });
    return sumOfProducts(lowering, seen, lowering.node('Concat', columns, { axis: 0 }), positions);
  });
  const taps = lowering.reshape(lowering.node('Concat', rows, { axis: 0 }), [4, inputs, 4, outputs]);
  const back = builder.floats(crossed(transpose(backward), transpose(backward), 1), [9, 16]);
  const gradient = lowering.node('MatMul', [
    back,
    lowering.reshape(lowering.transpose(taps, [0, 2, 1, 3]), [16, inputs * outputs]),
  ]);
  return lowering.reshape(gradient, [3, 3, inputs, outputs]);
}

/** Repeats every pixel by a whole number along each axis, NCHW. */
export function repeatPixels(lowering: Lowering, name: string, factors: readonly [number, number] = [2, 2]): string {
  const attributes = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
  return lowering.node('Resize', [name, '', lowering.builder.floats([1, 1, ...factors])], attributes);
}

function averageByTwo(lowering: Lowering, dy: Operand): string {
  const make = () =>
    lowering.node('AveragePool', [lowering.read(dy, 'nchw')], { kernel_shape: [2, 2], strides: [2, 2] });
  return lowering.derive(dy, 'average-by-two', make);
}

/** Sums of the filter's taps, [sums, in * out], by a matrix [sums, 9]. */
function combine(lowering: Lowering, filter: Operand, matrix: number[]): string {
  const [, , inputs, outputs] = filter.shape as [number, number, number, number];
  const taps = lowering.read({ value: filter.value, shape: [9, inputs * outputs] });
  return lowering.node('MatMul', [lowering.builder.floats(matrix, [matrix.length / 9, 9]), taps]);
}

/** The Kronecker product of one matrix for rows and one for columns. */
function crossed(rows: number[][], columns: number[][], factor: number): number[] {
  return rows.flatMap((row) => columns.flatMap((column) => row.flatMap((a) => column.map((b) => a * b * factor))));
}

/** [phase row, phase column, tap row, tap column] by the nine taps. */
function phases(): number[] {
  const half = (phase: number) => forward.slice(2 * phase, 2 * phase + 2);
  return [0, 1].flatMap((row) => [0, 1].flatMap((column) => crossed(half(row), half(column), 1)));
}

function transpose(matrix: number[][]): number[][] {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}
