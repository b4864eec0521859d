import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';

/** Pad, split axes, transpose, join axes, crop: what space to batch, its inverse and depth to space are made of. */
export interface Rearrangement {
  readonly pads: number[];
  readonly blocks: number[];
  readonly perm: number[];
  readonly joined: number[];
  readonly begin: number[];
  readonly size: number[];
}

export const blockKernels = {
  SpaceToBatchND: rearranging<{ blockShape: number[]; paddings: number[][] }>(({ shape }, { blockShape, paddings }) => {
    const blockSize = product(blockShape);
    const full = [[0, 0], ...paddings, ...Array.from({ length: shape.length - 1 - blockShape.length }, () => [0, 0])];
    const padded = shape.map((size, axis) => size + full[axis]![0]! + full[axis]![1]!);
    return {
      pads: [...full.map((pair) => pair[0]!), ...full.map((pair) => pair[1]!)],
      blocks: backend_util.getReshaped(padded, blockShape, blockSize, false),
      perm: backend_util.getPermuted(padded.length + blockShape.length, blockShape.length, false),
      joined: backend_util.getReshapedPermuted(padded, blockShape, blockSize, false),
      begin: [],
      size: [],
    };
  }),
  BatchToSpaceND: rearranging<{ blockShape: number[]; crops: number[][] }>(({ shape }, { blockShape, crops }) => {
    const blockSize = product(blockShape);
    const blocks = backend_util.getReshaped(shape, blockShape, blockSize);
    const joined = backend_util.getReshapedPermuted(shape, blockShape, blockSize);
    return {
      pads: [],
      blocks,
      perm: backend_util.getPermuted(blocks.length, blockShape.length),
      joined,
      begin: joined.map((_, axis) => crops[axis - 1]?.[0] ?? 0),
      size: joined.map((size, axis) => size - (crops[axis - 1]?.[0] ?? 0) - (crops[axis - 1]?.[1] ?? 0)),
    };
  }),
  DepthToSpace: rearranging<{ blockSize: number; dataFormat: string }>(({ shape }, { blockSize, dataFormat }) => {
    if (dataFormat !== 'NHWC') return undefined;
    const [batch, height, width, channels] = shape as [number, number, number, number];
    const depth = channels / blockSize ** 2;
    return {
      pads: [],
      blocks: [batch, height, width, blockSize, blockSize, depth],
      perm: [0, 1, 3, 2, 4, 5],
      joined: [batch, height * blockSize, width * blockSize, depth],
      begin: [],
      size: [],
    };
  }),
};

function rearranging<Attributes>(
  plan: (x: TensorInfo, attrs: Attributes) => Rearrangement | undefined,
): Kernel<Rearrangement> {
  return kernel<{ x: TensorInfo }, Attributes, Rearrangement>(({ inputs: { x }, attrs }) => {
    const attributes = plan(x, attrs);
    if (!attributes) return undefined;
    const shape = attributes.size.length > 0 ? attributes.size : attributes.joined;
    return { operands: [x], outputs: [{ shape, dtype: x.dtype }], attributes };
  });
}

function product(values: readonly number[]): number {
  return values.reduce((a, b) => a * b, 1);
}
