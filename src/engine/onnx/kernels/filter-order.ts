import type { Lowering } from '../lowering.ts';
import type { Operand } from '../../recording/value.ts';

/**
 * A filter [height, width, in, out] in an order that ONNX's convolutions take; `turned` has both spatial axes reversed.
 */
export type FilterOrder = 'oihw' | 'iohw' | 'turned iohw';

/** Made once for all kernels that use the filter. */
export function filterTo(lowering: Lowering, filter: Operand, order: FilterOrder): string {
  return lowering.derive(filter, order, () =>
    order === 'oihw' ? outFirst(lowering, filter) : inFirst(lowering, filter, order === 'turned iohw'),
  );
}

/** In two steps that each move one axis, which ONNX Runtime does five times faster than one that moves all. */
function outFirst(lowering: Lowering, filter: Operand): string {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const taps = height * width;
  const flat = lowering.read({ value: filter.value, shape: [taps, inputs, outputs] });
  const swapped = lowering.reshape(lowering.transpose(flat, [0, 2, 1]), [taps, outputs * inputs]);
  return lowering.reshape(lowering.transpose(swapped, [1, 0]), [outputs, inputs, height, width]);
}

function inFirst(lowering: Lowering, filter: Operand, turned: boolean): string {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const taps = height * width;
  const flat = lowering.read({ value: filter.value, shape: [taps, inputs, outputs] });
  const reversed = Array.from({ length: taps }, (_, tap) => taps - 1 - tap);
  const ordered =
    turned && taps > 1 ? lowering.node('Gather', [flat, lowering.builder.integers(reversed)], { axis: 0 }) : flat;
  return lowering.reshape(lowering.transpose(ordered, [1, 2, 0]), [inputs, outputs, height, width]);
}
