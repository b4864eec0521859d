import type { Window } from '../../../geometry/window.ts';
import type { Operand } from '../../../recording/value.ts';
import { blockedNode, blocksOf } from '../../blocks.ts';
import type { Lowering } from '../../lowering.ts';
import type { Attributes } from '../../model.ts';
import { filterTo } from '../filter-order.ts';
import { fullPads, windowAttributes } from '../window-attributes.ts';
import { stridedInputGradient } from './strided-gradient.ts';

/** What else a blocked convolution does in the same pass. */
export interface InTheSamePass {
  /** A bias [C], and a value that is added to the result; an empty name stands for none. */
  readonly more: readonly string[];
  readonly attributes: Attributes;
}

const nothingElse: InTheSamePass = { more: [], attributes: {} };

/**
 * Whether a convolution by the filter [height, width, in, out] gives whole blocks, from whole ones or less than one.
 */
export function fitsBlocks(lowering: Lowering, { shape: [, , inputs, outputs] }: Pick<Operand, 'shape'>): boolean {
  return fits(lowering, inputs!, outputs!);
}

/** The convolution, as the blocked operators name it. */
export function blockedConvolution(
  lowering: Lowering,
  x: Operand,
  filter: Operand,
  window: Window,
  { more, attributes }: InTheSamePass = nothingElse,
): string {
  const names = [inputOf(lowering, x), filterTo(lowering, filter, 'blocked oihw'), ...more];
  return blockedNode(lowering, 'Conv', names, { ...windowAttributes(window), ...attributes });
}

/**
 * The gradient of a convolution by its input, as the blocked operators name it: a convolution by the filter turned
 * around, or several where there are strides. Undefined where it gives no whole blocks.
 */
export function blockedInputGradient(
  lowering: Lowering,
  dy: Operand,
  filter: Operand,
  window: Window,
): string | undefined {
  const [, , inputs, outputs] = filter.shape as [number, number, number, number];
  const pads = fullPads(window);
  if (window.strides.some((stride) => stride !== 1)) return stridedInputGradient(lowering, dy, filter, window);
  if (pads.some((pad) => pad < 0) || !fits(lowering, outputs, inputs)) return undefined;
  const names = [inputOf(lowering, dy), filterTo(lowering, filter, 'blocked turned iohw')];
  return blockedNode(lowering, 'Conv', names, { ...windowAttributes(window), pads });
}

function fits(lowering: Lowering, from: number, to: number): boolean {
  return lowering.wholeBlocks(to) && (lowering.wholeBlocks(from) || from < lowering.blockSize);
}

/** ONNX Runtime takes less than a block of channels as whole planes. */
function inputOf(lowering: Lowering, x: Operand): string {
  return lowering.wholeBlocks(x.shape[3]!) ? blocksOf(lowering, x) : lowering.read(x, 'nchw');
}
