import type { Window } from '../../geometry/window.ts';
import type { Operand } from '../../recording/value.ts';
import type { Lowering } from '../lowering.ts';
import { filterTo } from './filter-order.ts';
import { fullPads, transposedAttributes, windowAttributes } from './window-attributes.ts';

/** The gradient of a convolution by its input, NCHW: with stride 1 a convolution by the filter turned around. */
export function inputGradient(lowering: Lowering, dy: Operand, filter: Operand, window: Window): string {
  const pads = fullPads(window);
  if (window.strides.every((stride) => stride === 1) && pads.every((pad) => pad >= 0)) {
    return lowering.node('Conv', [lowering.read(dy, 'nchw'), filterTo(lowering, filter, 'turned iohw')], {
      ...windowAttributes(window),
      pads,
    });
  }
  return lowering.node(
    'ConvTranspose',
    [lowering.read(dy, 'nchw'), filterTo(lowering, filter, 'oihw')],
    transposedAttributes(window),
  );
}
