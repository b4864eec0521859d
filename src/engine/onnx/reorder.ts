import type { DataType } from '@tensorflow/tfjs-core';
import { blockedDomain } from './blocks.ts';
import { axesInMemory, type Layout, lengthsInMemory, permutationTo, shapeIn, toNchwShape } from './layout.ts';
import type { Lowering } from './lowering.ts';

/** What is reordered: its shape in NHWC. */
interface Reordered {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** A rank-4 name in another layout. Where no number changes its place, it is only seen in another shape. */
export function reorder(lowering: Lowering, name: string, value: Reordered, from: Layout, to: Layout): string {
  const { shape, dtype } = value;
  const shaped = shapeIn(to, shape, lowering.blockSize);
  if (!moves(lowering, shape, from, to)) return lowering.reshape(name, shaped);
  if (from !== 'blocked' && to !== 'blocked') return lowering.transpose(name, permutationTo[to]);
  if (dtype !== 'float32') return transposeBlocks(lowering, name, shape, from, to);
  if (to === 'blocked') {
    const last = { channels_last: Number(from === 'nhwc') };
    return lowering.reshape(lowering.node(`${blockedDomain}.ReorderInput`, [name], last), shaped);
  }
  const named = lowering.reshape(name, toNchwShape(shape));
  const channels = { channels: shape[3]!, channels_last: Number(to === 'nhwc') };
  return lowering.node(`${blockedDomain}.ReorderOutput`, [named], channels);
}

/** Whether the axes that are longer than 1 come in another order. */
function moves({ blockSize }: Lowering, shape: readonly number[], from: Layout, to: Layout): boolean {
  const lengths = lengthsInMemory(shape, blockSize);
  const [before, after] = [from, to].map((layout) => axesInMemory[layout].filter((axis) => lengths[axis] > 1));
  return before!.some((axis, index) => axis !== after![index]);
}

/** ONNX Runtime's own operators for blocks are there for float32 only. */
function transposeBlocks(lowering: Lowering, name: string, shape: readonly number[], from: Layout, to: Layout): string {
  const lengths = lengthsInMemory(shape, lowering.blockSize);
  const split = lowering.reshape(
    name,
    axesInMemory[from].map((axis) => lengths[axis]),
  );
  const permutation = axesInMemory[to].map((axis) => axesInMemory[from].indexOf(axis));
  return lowering.reshape(lowering.transpose(split, permutation), shapeIn(to, shape, lowering.blockSize));
}
