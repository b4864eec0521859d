import type { Lowering } from '../lowering.ts';
import type { Operand } from '../../recording/value.ts';

/**
 * A filter [height, width, in, out] in an order that ONNX's convolutions take; `turned` has both spatial axes reversed.
 * The blocked ones are for `blockedConvolution`.
 */
export type FilterOrder = PlainOrder | `blocked ${BlockedOrder}`;
type PlainOrder = 'oihw' | 'iohw' | 'turned iohw';
type BlockedOrder = Exclude<PlainOrder, 'iohw'>;

/** Made once for all kernels that use the filter. */
export function filterTo(lowering: Lowering, filter: Operand, order: FilterOrder): string {
  return lowering.derive(filter, order, () => make[order](lowering, filter));
}

const make: Readonly<Record<FilterOrder, (lowering: Lowering, filter: Operand) => string>> = {
  oihw: outFirst,
  iohw: (lowering, filter) => inFirst(lowering, filter, false),
  'turned iohw': (lowering, filter) => inFirst(lowering, filter, true),
  'blocked oihw': (lowering, filter) => inBlocks(lowering, filter, false),
  'blocked turned iohw': (lowering, filter) => inBlocks(lowering, filter, true),
};

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
  const ordered = tapsOf(lowering, filter, turned);
  return lowering.reshape(lowering.transpose(ordered, [1, 2, 0]), [inputs, outputs, height, width]);
}

/**
 * With `from` and `to` for in and out, or turned for out and in: [to / block, from / block, height, width, block from,
 * block to] in memory. Of less than a block, channels come one by one.
 */
function inBlocks(lowering: Lowering, filter: Operand, turned: boolean): string {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const { blockSize } = lowering;
  const split = (channels: number) =>
    lowering.wholeBlocks(channels) ? [channels / blockSize, blockSize] : [channels, 1];
  const parts = [height * width, ...split(inputs), ...split(outputs)];
  const [from, to] = turned ? [3, 1] : [1, 3];
  const ordered = lowering.transpose(lowering.reshape(tapsOf(lowering, filter, turned), parts), [
    to,
    from,
    0,
    from + 1,
    to + 1,
  ]);
  return lowering.reshape(ordered, [...(turned ? [inputs, outputs] : [outputs, inputs]), height, width]);
}

/** [height * width, in, out]; turned from the last tap to the first. */
function tapsOf(lowering: Lowering, filter: Operand, turned: boolean): string {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const taps = height * width;
  const flat = lowering.read({ value: filter.value, shape: [taps, inputs, outputs] });
  if (!turned || taps === 1) return flat;
  const reversed = Array.from({ length: taps }, (_, tap) => taps - 1 - tap);
  return lowering.node('Gather', [flat, lowering.builder.integers(reversed)], { axis: 0 });
}
