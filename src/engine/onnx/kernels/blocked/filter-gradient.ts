import type { Window } from '../../../geometry/window.ts';
import type { Operand } from '../../../recording/value.ts';
import type { Lowering } from '../../lowering.ts';
import { fullPads, padsOf } from '../window-attributes.ts';
import { planCorrelation } from './correlation-plan.ts';
import { correlate } from './correlation.ts';

/**
 * The gradient of a convolution by its filter, [height, width, in, out]: the sums of what each tap sees of the input
 * times dy. Undefined with dilation, where what would stay has no whole blocks, or where the images don't fill blocks.
 */
export function blockedFilterGradient(lowering: Lowering, x: Operand, dy: Operand, window: Window): string | undefined {
  if (window.dilations.some((rate) => rate !== 1)) return undefined;
  const [inputs, outputs] = [x.shape[3]!, dy.shape[3]!];
  const { kernel, strides, output, input } = window;
  const turns = strides.every((stride) => stride === 1) && fullPads(window).every((pad) => pad >= 0);
  const [canMoveGradient, canMoveInput] = [turns && lowering.wholeBlocks(inputs), lowering.wholeBlocks(outputs)];
  if (!canMoveGradient && !canMoveInput) return undefined;

  // What is moved is copied several times, so it is the one with fewer channels.
  const movesGradient = canMoveGradient && (!canMoveInput || outputs < inputs);
  const [moved, still] = movesGradient ? [dy, x] : [x, dy];
  const movement = movesGradient
    ? { kernel, strides, output: input, pads: fullPads(window) }
    : { kernel, strides, output, pads: padsOf(window) };
  const plan = planCorrelation(moved.shape, movement, lowering.blockSize);
  if (!plan) return undefined;
  const sums = correlate(lowering, moved, still, movement, plan);
  const perTap = movesGradient
    ? lowering.transpose(lastTapFirst(lowering, sums, kernel), [2, 1, 4, 0, 3])
    : lowering.transpose(sums, [2, 0, 3, 1, 4]);
  return lowering.reshape(perTap, [...kernel, inputs, outputs]);
}

/** Moving dy in place of the input: the tap at the start sees it shifted to the end. */
function lastTapFirst(lowering: Lowering, sums: string, [height, width]: Window['kernel']): string {
  const taps = height * width;
  if (taps === 1) return sums;
  const reversed = Array.from({ length: taps }, (_, tap) => taps - 1 - tap);
  return lowering.node('Gather', [sums, lowering.builder.integers(reversed)], { axis: 2 });
}
