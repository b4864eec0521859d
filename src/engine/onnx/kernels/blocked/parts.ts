import type { Window } from '../../../geometry/window.ts';
import { type Operand, sameShape } from '../../../recording/value.ts';
import { blockedNode, blocksOf } from '../../blocks.ts';
import type { Lowering } from '../../lowering.ts';
import { averageByTwo, beforeDoubling, inputGradientOf, isPlain } from '../doubling.ts';
import { type ChannelRange, tapsInBlocks, tapsOf } from '../filter-order.ts';
import { fullPads, windowAttributes } from '../window-attributes.ts';
import { fitsBlocks } from './convolution.ts';
import { averagedBlocksGradient, convolveDoubledBlocks, doubledBlocksFilterGradient } from './doubled.ts';
import { hasFewOutputs, inputGradientFromFew } from './few-outputs.ts';
import { blockedFilterGradient } from './filter-gradient.ts';

/** One of the values that a convolution's input was joined of along the channels. */
interface Part {
  readonly operand: Operand;
  /** What it was before it was doubled, if it was. */
  readonly small: Operand | undefined;
  readonly range: ChannelRange;
}

/**
 * The parts of the input of a 3x3 convolution in whole blocks, if one of them was doubled. The convolution is the sum
 * of those of its parts, and what was doubled is convolved before: it is never made, and nothing is joined.
 */
export function doubledParts(
  lowering: Lowering,
  x: Operand,
  filter: Pick<Operand, 'shape'>,
  window: Window,
): Part[] | undefined {
  if (!isPlain(window) || window.kernel[0] !== 3 || !fitsBlocks(lowering, filter)) return undefined;
  const joined = joinedOf(x);
  if (!joined.every(({ shape }) => lowering.wholeBlocks(shape[3]!))) return undefined;
  let to = 0;
  const parts = joined.map((operand): Part => {
    const from = to;
    to += operand.shape[3]!;
    return { operand, small: beforeDoubling(operand), range: [from, to] };
  });
  return parts.some(({ small }) => small) ? parts : undefined;
}

function joinedOf(x: Operand): readonly Operand[] {
  const { producer, shape } = x.value;
  const joins = producer?.kernel === 'Concat' && (producer.attributes as { axis: number }).axis === 3;
  return joins && sameShape(shape, x.shape) ? producer.operands : [x];
}

/** The convolution with a bias [C], as the blocked operators name it. */
export function convolveParts(
  lowering: Lowering,
  parts: readonly Part[],
  filter: Operand,
  window: Window,
  bias?: string,
): string {
  const doubled = parts.flatMap(({ small, range }) => (small ? [{ small, range }] : []));
  const ofDoubled = doubled.map(({ small, range }, index) =>
    convolveDoubledBlocks(lowering, small, tapsOf(lowering, filter, range), index === 0 ? bias : undefined),
  );
  const first = ofDoubled.reduce((sum, name) => lowering.node('Add', [sum, name]));
  return parts
    .filter(({ small }) => !small)
    .reduce((sum, { operand, range }) => {
      const weights = tapsInBlocks(lowering, tapsOf(lowering, filter, range), 'oihw');
      return blockedNode(lowering, 'Conv', [blocksOf(lowering, operand), weights, '', sum], windowAttributes(window));
    }, first);
}

/** Its gradient by its filter, [3, 3, in, out]; undefined where the images don't fill blocks. */
export function filterGradientOfParts(
  lowering: Lowering,
  parts: readonly Part[],
  dy: Operand,
  window: Window,
): string | undefined {
  const gradients = parts.map(({ operand, small }) =>
    small ? doubledBlocksFilterGradient(lowering, small, dy) : blockedFilterGradient(lowering, operand, dy, window),
  );
  const known = gradients.filter((name) => name !== undefined);
  if (known.length < parts.length) return undefined;
  return known.length > 1 ? lowering.node('Concat', known, { axis: 2 }) : known[0]!;
}

/**
 * The part of a convolution's gradient by its input that an operand was split off as, computed alone. As the blocked
 * operators name it; undefined where it isn't such a part in whole blocks.
 */
export function inputGradientOfPart(lowering: Lowering, x: Operand): string | undefined {
  const gradient = inputGradientOf(x);
  if (!gradient?.range) return undefined;
  const {
    operands: [dy, filter],
  } = gradient.operation;
  const window = gradient.operation.attributes as Window;
  if (![x, dy!].every(({ shape }) => lowering.wholeBlocks(shape[3]!))) return undefined;
  const weights = tapsInBlocks(lowering, tapsOf(lowering, filter!, gradient.range), 'turned iohw');
  const attributes = { ...windowAttributes(window), pads: fullPads(window) };
  return blockedNode(lowering, 'Conv', [blocksOf(lowering, dy!), weights], attributes);
}

/**
 * The average of each 2x2 pixels of a convolution's gradient by its input, or of a part of it: that of what was
 * doubled. As the blocked operators name it; undefined where the operand isn't such a gradient in whole blocks.
 */
export function averagedInputGradientInBlocks(lowering: Lowering, x: Operand): string | undefined {
  const gradient = inputGradientOf(x);
  if (!gradient) return undefined;
  const { operation, range } = gradient;
  const [dy, filter] = operation.operands as [Operand, Operand];
  const window = operation.attributes as Window;
  if (!range && hasFewOutputs(lowering, filter, window)) {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const shape = [batch, height / 2, width / 2, channels];
    return inputGradientFromFew(lowering, averageByTwo(lowering, dy), shape, filter);
  }
  if (window.kernel[0] !== 3 || ![x, dy].every(({ shape }) => lowering.wholeBlocks(shape[3]!))) return undefined;
  return averagedBlocksGradient(lowering, dy, tapsOf(lowering, filter, range));
}
