import type { Operand } from '../../../recording/value.ts';
import { blockedNode, blocksOf } from '../../blocks.ts';
import type { Lowering } from '../../lowering.ts';
import { combineTaps, fromCombined, tapsOfGradient, tapsOfPhases } from '../doubling.ts';
import { type Taps, tapsInBlocks } from '../filter-order.ts';
import { planCorrelation } from './correlation-plan.ts';
import { correlate } from './correlation.ts';
import { interleave } from './interleave.ts';

/** Convolutions by 3x3 of doubled images in whole blocks, as `doubling.ts` has it. */

/** conv(double(x)), as the blocked operators name it: one 2x2 convolution for each of the four phases of the output. */
export function convolveDoubledBlocks(lowering: Lowering, x: Operand, taps: Taps, bias?: string): string {
  const { blockSize } = lowering;
  const { inputs, outputs } = taps;
  const [batch, height, width] = x.shape as [number, number, number];
  const sums = combineTaps(lowering, taps, tapsOfPhases);
  const parts = lowering.builder.nodes('Split', [sums], { axis: 0, num_outputs: 4 }, 4).map((name, phase) => {
    const [row, column] = [phase >> 1, phase & 1];
    const filter = tapsInBlocks(lowering, { name, kernel: [2, 2], inputs, outputs }, 'oihw');
    const attributes = { kernel_shape: [2, 2], pads: [1 - row, 1 - column, row, column] };
    return blockedNode(lowering, 'Conv', [blocksOf(lowering, x), filter, ...(bias ? [bias] : [])], attributes);
  });
  const images = (batch * outputs) / blockSize;
  const doubled = interleave(lowering, [parts.slice(0, 2), parts.slice(2)], [images, height, width]);
  return lowering.reshape(doubled, [batch, outputs, 2 * height, 2 * width]);
}

/** The average over 2x2 of the gradient by the input, as the blocked operators name it. */
export function averagedBlocksGradient(lowering: Lowering, dy: Operand, taps: Taps): string {
  const quarter = tapsOfGradient.map((row) => row.map((weight) => weight / 4));
  const name = combineTaps(lowering, taps, quarter);
  // Its taps are in the order in which they meet dy, as those of a turned filter are.
  const filter = tapsInBlocks(lowering, { ...taps, name, kernel: [4, 4] }, 'iohw');
  const attributes = { kernel_shape: [4, 4], strides: [2, 2], pads: [1, 1, 1, 1] };
  return blockedNode(lowering, 'Conv', [blocksOf(lowering, dy), filter], attributes);
}

/** The gradient by the filter, [3, 3, in, out]; undefined where the images don't fill blocks. */
export function doubledBlocksFilterGradient(lowering: Lowering, x: Operand, dy: Operand): string | undefined {
  const [, height, width, inputs] = x.shape as [number, number, number, number];
  const outputs = dy.shape[3]!;
  const movement = { kernel: [4, 4], strides: [2, 2], pads: [1, 1, 1, 1], output: [height, width] } as const;
  const plan = planCorrelation(dy.shape, movement, lowering.blockSize);
  if (!plan) return undefined;
  const sums = lowering.transpose(correlate(lowering, dy, x, movement, plan), [2, 1, 4, 0, 3]);
  return fromCombined(lowering, lowering.reshape(sums, [16, inputs * outputs]), inputs, outputs);
}
