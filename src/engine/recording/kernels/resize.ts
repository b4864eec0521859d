import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Sampling } from '../../geometry/resample-matrix.ts';
import { type Kernel, kernel } from '../kernel.ts';

type Size = readonly [number, number];

/** Image sizes as [height, width], and how their grids lie on each other. */
export interface Resize extends Sampling {
  readonly from: Size;
  readonly to: Size;
}

/** Their gradients are made of other kernels (`engine/gradients/resize.ts`), so `Resize*Grad` is never called. */
export const resizeKernels = {
  ResizeBilinear: resize(),
  ResizeNearestNeighbor: resize(),
};

function resize(): Kernel<Resize> {
  return kernel<{ images: TensorInfo }, Sampling & { size: Size }, Resize>(
    ({ inputs: { images }, attrs: { size, alignCorners, halfPixelCenters } }) => {
      const [batch, height, width, channels] = images.shape as [number, number, number, number];
      return {
        operands: [images],
        outputs: [{ shape: [batch, ...size, channels], dtype: 'float32' }],
        attributes: { from: [height, width], to: [...size], alignCorners, halfPixelCenters },
      };
    },
  );
}
