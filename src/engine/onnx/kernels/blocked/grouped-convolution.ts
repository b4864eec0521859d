import type { Window } from '../../../geometry/window.ts';
import type { Operand } from '../../../recording/value.ts';
import { blockedNode, blocksOf } from '../../blocks.ts';
import type { Lowering } from '../../lowering.ts';
import { fullPads, windowAttributes } from '../window-attributes.ts';
import type { InTheSamePass } from './convolution.ts';

/** More would multiply more zeros than blocks save. */
const mostJoined = 4;

/**
 * How many neighbouring groups make whole blocks of their inputs and of their outputs: 1 if each does. They are then
 * convolved as one group, whose filter is zero between them. Undefined where it takes more than four. `filter` [height,
 * width, in / groups, out].
 */
export function joinedGroups(
  lowering: Lowering,
  { shape }: Pick<Operand, 'shape'>,
  groups: number,
): number | undefined {
  const [inputs, outputs] = [shape[2]!, shape[3]! / groups];
  const counts = Array.from({ length: mostJoined }, (_, index) => index + 1).filter((count) => groups % count === 0);
  return counts.find((count) => lowering.wholeBlocks(count * inputs) && lowering.wholeBlocks(count * outputs));
}

/** A convolution in groups, of which `joined` are one; as the blocked operators name it. */
export function blockedGroupedConvolution(
  lowering: Lowering,
  [x, filter]: readonly [Operand, Operand],
  { groups, ...window }: Window & { readonly groups: number },
  joined: number,
  { more, attributes }: InTheSamePass = { more: [], attributes: {} },
): string {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const { blockSize } = lowering;
  const ordered = lowering.derive(filter, `blocked in groups of ${joined}`, () => {
    const parts = [height * width, (joined * inputs) / blockSize, blockSize, outputs / blockSize, blockSize];
    const split = lowering.reshape(joinedFilter(lowering, filter, groups, joined), parts);
    return lowering.reshape(lowering.transpose(split, [3, 1, 0, 2, 4]), [outputs, joined * inputs, height, width]);
  });
  const names = [blocksOf(lowering, x), ordered, ...more];
  return blockedNode(lowering, 'Conv', names, {
    ...windowAttributes(window),
    group: groups / joined,
    ...attributes,
  });
}

/**
 * Its gradient by its input: each group convolved by its filter turned around. Undefined where strides would need a
 * convolution that spreads.
 */
export function blockedGroupedInputGradient(
  lowering: Lowering,
  [dy, filter]: readonly [Operand, Operand],
  { groups, ...window }: Window & { readonly groups: number },
  joined: number,
): string | undefined {
  const pads = fullPads(window);
  if (window.strides.some((stride) => stride !== 1) || pads.some((pad) => pad < 0)) return undefined;
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const { blockSize, builder } = lowering;
  const [taps, group, to, from] = [height * width, groups / joined, joined * inputs, (joined * outputs) / groups];
  const turned = lowering.derive(filter, `blocked turned in groups of ${joined}`, () => {
    const reversed = builder.integers(Array.from({ length: taps }, (_, tap) => taps - 1 - tap));
    const filters = lowering.node('Gather', [joinedFilter(lowering, filter, groups, joined), reversed], { axis: 0 });
    const split = [taps, to / blockSize, blockSize, group, from / blockSize, blockSize];
    const ordered = lowering.transpose(lowering.reshape(filters, split), [3, 1, 4, 0, 5, 2]);
    return lowering.reshape(ordered, [group * to, from, height, width]);
  });
  return blockedNode(lowering, 'Conv', [blocksOf(lowering, dy), turned], { ...windowAttributes(window), pads, group });
}

/** [height * width, joined * in / groups, out], zero where an output is in another of the joined groups. */
function joinedFilter(lowering: Lowering, filter: Operand, groups: number, joined: number): string {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  const taps = height * width;
  if (joined === 1) return lowering.read({ value: filter.value, shape: [taps, inputs, outputs] });
  return lowering.derive(filter, `groups of ${joined}`, () => {
    const own = Array.from({ length: joined * outputs }, (_, index) => {
      const [place, output] = [Math.floor(index / outputs), index % outputs];
      return Number(Math.floor((output * groups) / outputs) % joined === place);
    });
    const flat = lowering.read({ value: filter.value, shape: [taps, 1, inputs, outputs] });
    const product = lowering.node('Mul', [flat, lowering.builder.floats(own, [1, joined, 1, outputs])]);
    return lowering.reshape(product, [taps, joined * inputs, outputs]);
  });
}
