import type { Window } from '../../../geometry/window.ts';
import type { Operand } from '../../../recording/value.ts';
import { blockedNode, blocksOf } from '../../blocks.ts';
import type { Lowering } from '../../lowering.ts';
import { tapsInBlocks, tapsOf } from '../filter-order.ts';
import { interleave } from './interleave.ts';

/** The pixels of one phase along one axis: which taps meet them, and how far dy is padded for that. */
interface Phase {
  /** From the first pixel of dy that they see to the last. */
  readonly taps: readonly number[];
  readonly pads: readonly [before: number, after: number];
}

/**
 * The gradient of a convolution with strides by its input, as the blocked operators name it. The pixels whose place has
 * the same rest when divided by the stride see the same taps: each such phase is a small convolution of dy, and the
 * phases are put together. ONNX Runtime's ConvTranspose computes with one thread. Undefined where it gives no whole
 * blocks, or where some phase sees no tap or is shorter than others.
 */
export function stridedInputGradient(
  lowering: Lowering,
  dy: Operand,
  filter: Operand,
  window: Window,
): string | undefined {
  const [, , inputs, outputs] = filter.shape as [number, number, number, number];
  if (![inputs, outputs].every((channels) => lowering.wholeBlocks(channels))) return undefined;
  if (window.dilations.some((rate) => rate !== 1)) return undefined;
  const [rows, columns] = [phasesOf(window, 0), phasesOf(window, 1)];
  if (!rows || !columns) return undefined;

  const all = tapsOf(lowering, filter);
  const phases = rows.map((row) =>
    columns.map((column) => {
      const numbers = row.taps.flatMap((tap) => column.taps.map((other) => tap * window.kernel[1] + other));
      const name = lowering.node('Gather', [all.name, lowering.builder.integers(numbers)], { axis: 0 });
      const kernel = [row.taps.length, column.taps.length] as const;
      const weights = tapsInBlocks(lowering, { name, kernel, inputs, outputs }, 'iohw');
      const pads = [row.pads[0], column.pads[0], row.pads[1], column.pads[1]];
      return blockedNode(lowering, 'Conv', [blocksOf(lowering, dy), weights], { kernel_shape: kernel, pads });
    }),
  );
  const [height, width] = window.input;
  const [down, across] = [height / rows.length, width / columns.length];
  const images = (dy.shape[0]! * inputs) / lowering.blockSize;
  const gradient = interleave(lowering, phases, [images, down, across]);
  return lowering.reshape(gradient, [dy.shape[0]!, inputs, height, width]);
}

/** Pixel `stride * i + phase` meets tap k at dy[i + (phase + before - k) / stride]. */
function phasesOf({ kernel, strides, padding, input, output }: Window, axis: 0 | 1): Phase[] | undefined {
  const [stride, length, [before]] = [strides[axis], input[axis] / strides[axis], padding[axis]];
  if (!Number.isInteger(length) || kernel[axis] < stride) return undefined;
  const lastFirst = Array.from({ length: kernel[axis] }, (_, index) => kernel[axis] - 1 - index);
  const phases = Array.from({ length: stride }, (_, phase): Phase => {
    const shift = (tap: number) => (phase + before - tap) / stride;
    const taps = lastFirst.filter((tap) => Number.isInteger(shift(tap)));
    const [first, last] = [shift(taps[0]!), shift(taps.at(-1)!)];
    return { taps, pads: [-first, length - 1 + last - (output[axis] - 1)] };
  });
  return phases.every(({ pads }) => pads.every((pad) => pad >= 0)) ? phases : undefined;
}
