import type { Pair } from '../../geometry/window.ts';
import type { Operand } from '../../recording/value.ts';
import type { Lowering } from '../lowering.ts';

/**
 * A filter [height, width, in, out] in an order that ONNX's convolutions take; `turned` has both spatial axes reversed.
 * The blocked ones are for `blockedConvolution`.
 */
export type FilterOrder = PlainOrder | `blocked ${BlockedOrder}`;
type PlainOrder = 'oihw' | 'iohw' | 'turned iohw';
type BlockedOrder = 'oihw' | 'turned iohw';

/** Made once for all kernels that use the filter. */
export function filterTo(lowering: Lowering, filter: Operand, order: FilterOrder): string {
  return lowering.derive(filter, order, () => make[order](lowering, filter));
}

/** A filter as it is recorded, or the part of it for some of its input channels: a name [height * width, in, out]. */
export interface Taps {
  readonly name: string;
  readonly kernel: Pair;
  readonly inputs: number;
  readonly outputs: number;
}

/** From the first channel to the one after the last. */
export type ChannelRange = readonly [from: number, to: number];

export function tapsOf(lowering: Lowering, filter: Operand, range?: ChannelRange): Taps {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const name = lowering.read({ value: filter.value, shape: [height * width, inputs, outputs] });
  const whole: Taps = { name, kernel: [height, width], inputs, outputs };
  if (!range || range[1] - range[0] === inputs) return whole;
  const bounds = [[range[0]], [range[1]], [1]].map((list) => lowering.builder.integers(list));
  const part = lowering.derive(filter, `inputs ${range.join()}`, () => lowering.node('Slice', [name, ...bounds]));
  return { ...whole, name: part, inputs: range[1] - range[0] };
}

/**
 * With `from` and `to` for in and out, or the other way round: [to / block, from / block, height, width, block from,
 * block to] in memory. Of less than a block, channels come one by one.
 */
export function tapsInBlocks(lowering: Lowering, taps: Taps, order: PlainOrder): string {
  const {
    kernel: [height, width],
    inputs,
    outputs,
  } = taps;
  const { blockSize } = lowering;
  const split = (channels: number) =>
    lowering.wholeBlocks(channels) ? [channels / blockSize, blockSize] : [channels, 1];
  const parts = [height * width, ...split(inputs), ...split(outputs)];
  const [from, to] = order === 'oihw' ? [1, 3] : [3, 1];
  const name = order === 'turned iohw' ? turn(lowering, taps) : taps.name;
  const ordered = lowering.transpose(lowering.reshape(name, parts), [to, from, 0, from + 1, to + 1]);
  return lowering.reshape(ordered, [...(order === 'oihw' ? [outputs, inputs] : [inputs, outputs]), height, width]);
}

const make: Readonly<Record<FilterOrder, (lowering: Lowering, filter: Operand) => string>> = {
  oihw: outFirst,
  iohw: (lowering, filter) => inFirst(lowering, filter, false),
  'turned iohw': (lowering, filter) => inFirst(lowering, filter, true),
  'blocked oihw': (lowering, filter) => tapsInBlocks(lowering, tapsOf(lowering, filter), 'oihw'),
  'blocked turned iohw': (lowering, filter) => tapsInBlocks(lowering, tapsOf(lowering, filter), 'turned iohw'),
};

/** In two steps that each move one axis, which ONNX Runtime does five times faster than one that moves all. */
function outFirst(lowering: Lowering, filter: Operand): string {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const { name } = tapsOf(lowering, filter);
  const swapped = lowering.reshape(lowering.transpose(name, [0, 2, 1]), [height * width, outputs * inputs]);
  return lowering.reshape(lowering.transpose(swapped, [1, 0]), [outputs, inputs, height, width]);
}

function inFirst(lowering: Lowering, filter: Operand, turned: boolean): string {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const taps = tapsOf(lowering, filter);
  const ordered = lowering.transpose(turned ? turn(lowering, taps) : taps.name, [1, 2, 0]);
  return lowering.reshape(ordered, [inputs, outputs, height, width]);
}

/** From the last tap to the first. */
function turn(lowering: Lowering, { name, kernel: [height, width] }: Taps): string {
  const taps = height * width;
  if (taps === 1) return name;
  const reversed = Array.from({ length: taps }, (_, tap) => taps - 1 - tap);
  return lowering.node('Gather', [name, lowering.builder.integers(reversed)], { axis: 0 });
}
