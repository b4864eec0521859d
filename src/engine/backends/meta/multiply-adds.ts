import { util } from '@tensorflow/tfjs-core';
import type { KernelName } from '../../recording/kernels/index.ts';

type Shape = readonly number[];
type Count = (operands: readonly Shape[], output: Shape, attributes: object) => number;

/**
 * Multiplications with an addition each in convolutions and matrix products; other kernels have few, and count as none.
 */
export function multiplyAddsOf(
  kernel: KernelName,
  operands: readonly Shape[],
  output: Shape,
  attributes: object,
): number {
  return counts[kernel]?.(operands, output, attributes) ?? 0;
}

/** Every value of the map on the filter's output side is a sum over one output channel's filter. */
const dense = (map: Shape, filter: Shape) => sizeOf(map) * sizeOf(filter.slice(0, 3));
/** As `dense`, with filters of one input channel each. */
const depthwise = (map: Shape, filter: Shape) => sizeOf(map) * sizeOf(filter.slice(0, 2));

const matrixProduct: Count = ([a], output, attributes) => {
  const { transposeA } = attributes as { readonly transposeA: boolean };
  return sizeOf(output) * a!.at(transposeA ? -2 : -1)!;
};

const counts: Readonly<Partial<Record<KernelName, Count>>> = {
  Conv2D: ([, filter], output) => dense(output, filter!),
  FusedConv2D: ([, filter], output) => dense(output, filter!),
  Conv2DBackpropInput: ([dy, filter]) => dense(dy!, filter!),
  Conv2DBackpropFilter: ([, dy], filter) => dense(dy!, filter),
  DepthwiseConv2dNative: ([, filter], output) => depthwise(output, filter!),
  FusedDepthwiseConv2D: ([, filter], output) => depthwise(output, filter!),
  DepthwiseConv2dNativeBackpropInput: ([dy, filter]) => depthwise(dy!, filter!),
  DepthwiseConv2dNativeBackpropFilter: ([, dy], filter) => depthwise(dy!, filter),
  GroupedConv2D: ([, filter], output) => dense(output, filter!),
  GroupedConv2DBackpropInput: ([dy, filter]) => dense(dy!, filter!),
  GroupedConv2DBackpropFilter: ([, dy], filter) => dense(dy!, filter),
  BatchMatMul: matrixProduct,
  _FusedMatMul: matrixProduct,
};

function sizeOf(shape: Shape): number {
  return util.sizeFromShape([...shape]);
}
