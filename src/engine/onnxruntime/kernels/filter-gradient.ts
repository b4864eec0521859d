import type { Lowering } from '../lowering.ts';
import type { Operand } from '../value.ts';
import { type Geometry, type Pair, tapsOf } from './conv-geometry.ts';
import { fullPads } from './input-gradient.ts';
import { matMul } from './matmul.ts';

/**
 * The gradient of a convolution by its filter, [height, width, in, out]: for each tap, the input that it saw times dy.
 * With stride 1 it makes no difference which of the two is shifted, so it is the one with fewer channels.
 */
export function filterGradient(lowering: Lowering, x: Operand, dy: Operand, geometry: Geometry): string {
  const shiftsDy =
    dy.shape[3]! < x.shape[3]! &&
    geometry.strides.every((stride) => stride === 1) &&
    fullPads(geometry).every((size) => size >= 0);
  const parts = shiftsDy ? withShiftedGradient(lowering, x, dy, geometry) : withShiftedInput(lowering, x, dy, geometry);
  const stacked = parts.length > 1 ? lowering.node('Concat', parts, { axis: 0 }) : parts[0]!;
  return lowering.reshape(stacked, [...geometry.kernel, x.shape[3]!, dy.shape[3]!]);
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

/** [in, out] for each tap. */
function withShiftedInput(lowering: Lowering, x: Operand, dy: Operand, geometry: Geometry): string[] {
  const positions = x.shape[0]! * geometry.output[0] * geometry.output[1];
  const padded = pad(lowering, channelsFirst(lowering, x), geometry.pads);
  return tapsOf(geometry).map((tap) =>
    sumOfProducts(lowering, windowAt(lowering, padded, tap, geometry), channelsFirst(lowering, dy), positions),
  );
}

/** The same sum, counted over input positions: the tap at the start sees dy shifted to the end. */
function withShiftedGradient(lowering: Lowering, x: Operand, dy: Operand, geometry: Geometry): string[] {
  const { kernel, input } = geometry;
  const positions = x.shape[0]! * input[0] * input[1];
  const padded = pad(lowering, channelsFirst(lowering, dy), fullPads(geometry));
  return tapsOf(geometry).map(([row, column]) => {
    const last: Pair = [kernel[0] - 1 - row, kernel[1] - 1 - column];
    const shifted = windowAt(lowering, padded, last, { ...geometry, output: input, pads: [0, 0, 0, 0] });
    return sumOfProducts(lowering, channelsFirst(lowering, x), shifted, positions);
  });
}

/** Explicit zeros around the last two axes: top, left, bottom, right. */
export function pad(lowering: Lowering, name: string, pads: readonly number[]): string {
  const [top, left, bottom, right] = pads as [number, number, number, number];
  if (pads.every((size) => size === 0)) return name;
  return lowering.node('Pad', [name, lowering.builder.integers([0, 0, top, left, 0, 0, bottom, right])]);
}

/** What one tap of the kernel sees at every output position. */
export function windowAt(lowering: Lowering, padded: string, [row, column]: Pair, geometry: Geometry): string {
  const { kernel, output, strides, dilations, pads } = geometry;
  const whole =
    kernel[0] * kernel[1] === 1 && strides.every((stride) => stride === 1) && pads.every((size) => size === 0);
  if (whole) return padded;
  const begin = [row * dilations[0], column * dilations[1]];
  const end = ([0, 1] as const).map((axis) => begin[axis]! + (output[axis] - 1) * strides[axis] + 1);
  return lowering.node('Slice', [
    padded,
    ...[begin, end, [2, 3], strides].map((list) => lowering.builder.integers(list)),
  ]);
}
