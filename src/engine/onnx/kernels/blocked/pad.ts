import type { Operand } from '../../../recording/value.ts';
import { blockedNode, blocksOf } from '../../blocks.ts';
import type { Lowering } from '../../lowering.ts';
import type { Pads } from '../window-attributes.ts';

/**
 * An operand [N, blocks, H, W, channels] with zeros around. ONNX Runtime pads with one thread, but convolves with all:
 * whole blocks are multiplied by one.
 */
export function padBlocks(lowering: Lowering, x: Operand, name: string, pads: Pads): string {
  if (pads.every((size) => size === 0)) return name;
  const channels = x.shape[3]!;
  const [top, left, bottom, right] = pads;
  if (!lowering.wholeBlocks(channels)) {
    const amounts = lowering.builder.integers([top, left, bottom, right]);
    return lowering.node('Pad', [name, amounts, '', lowering.builder.integers([2, 3])]);
  }
  const ones = lowering.builder.floats(Array<number>(channels).fill(1), [channels, 1, 1, 1]);
  return blockedNode(lowering, 'Conv', [blocksOf(lowering, x), ones], { kernel_shape: [1, 1], group: channels, pads });
}
