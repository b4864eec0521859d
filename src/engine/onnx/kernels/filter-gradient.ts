import { type Pair, tapsOf, type Window } from '../../geometry/window.ts';
import type { Operand } from '../../recording/value.ts';
import type { Lowering } from '../lowering.ts';
import { matMul } from './matmul.ts';
import { fullPads, padsOf } from './window-attributes.ts';

/**
 * The gradient of a convolution by its filter, [height, width, in, out]: for each tap, the input that it saw times dy.
 * With stride 1 it makes no difference which of the two is shifted, so it is the one with fewer channels.
 */
export function filterGradient(lowering: Lowering, x: Operand, dy: Operand, window: Window): string {
  const shiftsDy =
    dy.shape[3]! < x.shape[3]! &&
    window.strides.every((stride) => stride === 1) &&
    fullPads(window).every((size) => size >= 0);
  const parts = shiftsDy ? withShiftedGradient(lowering, x, dy, window) : withShiftedInput(lowering, x, dy, window);
  const stacked = parts.length > 1 ? lowering.node('Concat', parts, { axis: 0 }) : parts[0]!;
  return lowering.reshape(stacked, [...window.kernel, x.shape[3]!, dy.shape[3]!]);
}

/** [channels, batch, height, width]: one long product then sums over all images at once. */
export function channelsFirst(lowering: Lowering, operand: Operand): string {
  return lowering.derive(operand, 'cnhw', () => lowering.transpose(lowering.read(operand, 'nchw'), [1, 0, 2, 3]));
}

/** [in, out] from names [in, batch, height, width] and [out, batch, height, width]. */
export function sumOfProducts(lowering: Lowering, seen: string, gradient: string, positions: number): string {
  const rows = (name: string) => lowering.reshape(name, [-1, positions]);
  return matMul(lowering, [rows(seen), rows(gradient)], false, true);
}

const unpadded: Window['padding'] = [
  [0, 0],
  [0, 0],
];

/** [in, out] for each tap. */
function withShiftedInput(lowering: Lowering, x: Operand, dy: Operand, window: Window): string[] {
  const positions = x.shape[0]! * window.output[0] * window.output[1];
  const padded = pad(lowering, channelsFirst(lowering, x), padsOf(window));
  return tapsOf(window.kernel).map((tap) =>
    sumOfProducts(lowering, windowAt(lowering, padded, tap, window), channelsFirst(lowering, dy), positions),
  );
}

/** The same sum, counted over input positions: the tap at the start sees dy shifted to the end. */
function withShiftedGradient(lowering: Lowering, x: Operand, dy: Operand, window: Window): string[] {
  const { kernel, input } = window;
  const positions = x.shape[0]! * input[0] * input[1];
  const padded = pad(lowering, channelsFirst(lowering, dy), fullPads(window));
  return tapsOf(window.kernel).map(([row, column]) => {
    const last: Pair = [kernel[0] - 1 - row, kernel[1] - 1 - column];
    const shifted = windowAt(lowering, padded, last, { ...window, output: input, padding: unpadded });
    return sumOfProducts(lowering, channelsFirst(lowering, x), shifted, positions);
  });
}

/** Rows and columns of NCHW. */
const lastTwo: Pair = [2, 3];

/** Explicit padding of rows and columns: top, left, bottom, right. It is zeros where `value` names no other scalar. */
export function pad(
  lowering: Lowering,
  name: string,
  pads: readonly number[],
  { axes = lastTwo, value }: { readonly axes?: Pair; readonly value?: string } = {},
): string {
  const [top, left, bottom, right] = pads as [number, number, number, number];
  if (pads.every((size) => size === 0)) return name;
  const [before, after] = [
    [top, left],
    [bottom, right],
  ].map((sizes) => [0, 1, 2, 3].map((axis) => sizes[axes.indexOf(axis)] ?? 0)) as [number[], number[]];
  const values = value === undefined ? [] : [value];
  return lowering.node('Pad', [name, lowering.builder.integers([...before, ...after]), ...values]);
}

/** What one tap of the kernel sees at every output position. `axes` are those of rows and columns. */
export function windowAt(
  lowering: Lowering,
  padded: string,
  [row, column]: Pair,
  window: Window,
  axes: Pair = lastTwo,
): string {
  const { kernel, output, strides, dilations } = window;
  const whole =
    kernel[0] * kernel[1] === 1 &&
    strides.every((stride) => stride === 1) &&
    padsOf(window).every((size) => size === 0);
  if (whole) return padded;
  const begin = [row * dilations[0], column * dilations[1]];
  const end = ([0, 1] as const).map((axis) => begin[axis]! + (output[axis] - 1) * strides[axis] + 1);
  return lowering.node('Slice', [
    padded,
    ...[begin, end, axes, strides].map((list) => lowering.builder.integers(list)),
  ]);
}
