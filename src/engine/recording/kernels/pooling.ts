import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type PoolingAttributes, poolingWindowOf, type Window } from '../../geometry/window.ts';
import { type Kernel, kernel } from '../kernel.ts';

export const poolingKernels = {
  MaxPool: pool(),
  AvgPool: pool(),
  MaxPoolGrad: poolGradient(),
  AvgPoolGrad: poolGradient(),
};

function pool(): Kernel<Window> {
  return kernel<{ x: TensorInfo }, PoolingAttributes, Window>(({ inputs: { x }, attrs }) => {
    const attributes = poolingWindowOf(x.shape, attrs);
    const shape = [x.shape[0]!, ...attributes.output, x.shape[3]!];
    return { operands: [x], outputs: [{ shape, dtype: 'float32' }], attributes };
  });
}

function poolGradient(): Kernel<Window> {
  return kernel<{ dy: TensorInfo; input: TensorInfo }, PoolingAttributes, Window>(
    ({ inputs: { dy, input }, attrs }) => ({
      operands: [dy, input],
      outputs: [{ shape: input.shape, dtype: 'float32' }],
      attributes: poolingWindowOf(input.shape, attrs),
    }),
  );
}
