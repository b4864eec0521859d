import type { Window } from '../../../geometry/window.ts';
import type { Operand } from '../../../recording/value.ts';
import { blockedNode, blocksOf } from '../../blocks.ts';
import type { Lowering } from '../../lowering.ts';
import { windowAttributes } from '../window-attributes.ts';
import type { InTheSamePass } from './convolution.ts';

/** Whether a depthwise filter [height, width, in, multiplier] keeps whole blocks. */
export function fitsBlocksDepthwise(lowering: Lowering, { shape: [, , inputs, multiplier] }: Operand): boolean {
  return multiplier === 1 && lowering.wholeBlocks(inputs!);
}

/** A depthwise convolution, as the blocked operators name it. */
export function blockedDepthwise(
  lowering: Lowering,
  x: Operand,
  filter: Operand,
  window: Window,
  { more, attributes }: InTheSamePass = { more: [], attributes: {} },
): string {
  const names = [blocksOf(lowering, x), filterInBlocks(lowering, filter), ...more];
  const group = { group: filter.shape[2]! };
  return blockedNode(lowering, 'Conv', names, { ...windowAttributes(window), ...group, ...attributes });
}

/** [in / block, height, width, block] in memory, named [in, 1, height, width]. */
function filterInBlocks(lowering: Lowering, filter: Operand): string {
  const [height, width, inputs] = filter.shape as [number, number, number, number];
  const { blockSize } = lowering;
  return lowering.derive(filter, 'blocked depthwise', () => {
    const parts = lowering.read({ value: filter.value, shape: [height * width, inputs / blockSize, blockSize] });
    return lowering.reshape(lowering.transpose(parts, [1, 0, 2]), [inputs, 1, height, width]);
  });
}
