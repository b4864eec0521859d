import type { Lowering } from '../lowering.ts';
import type { Operand } from '../value.ts';
import { type Geometry, windowAttributes } from './conv-geometry.ts';
import { filterTo } from './filter-order.ts';

/** The gradient of a convolution by its input, NCHW: with stride 1 a convolution by the filter turned around. */
export function inputGradient(lowering: Lowering, dy: Operand, filter: Operand, geometry: Geometry): string {
  const pads = fullPads(geometry);
  if (geometry.strides.every((stride) => stride === 1) && pads.every((pad) => pad >= 0)) {
    return lowering.node('Conv', [lowering.read(dy, 'nchw'), filterTo(lowering, filter, 'turned iohw')], {
      ...windowAttributes(geometry),
      pads,
    });
  }
  return lowering.node(
    'ConvTranspose',
    [lowering.read(dy, 'nchw'), filterTo(lowering, filter, 'oihw')],
    transposedAttributes(geometry),
  );
}

/** Padding that lets the turned kernel reach every input position. */
export function fullPads({ kernel, dilations, pads }: Geometry): number[] {
  return pads.map((pad, side) => dilations[side % 2]! * (kernel[side % 2]! - 1) - pad);
}

/** Attributes of a ConvTranspose that undoes the geometry; rows that the stride left over get zeros. */
export function transposedAttributes(geometry: Geometry) {
  const { kernel, strides, dilations, pads, input, output } = geometry;
  const rest = ([0, 1] as const).map(
    (axis) =>
      input[axis] +
      pads[axis] +
      pads[axis + 2]! -
      dilations[axis] * (kernel[axis] - 1) -
      1 -
      (output[axis] - 1) * strides[axis],
  );
  return { ...windowAttributes(geometry), output_padding: rest };
}
