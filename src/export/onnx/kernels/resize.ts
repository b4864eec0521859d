import type { Sampling } from '../../../engine/geometry/resample-matrix.ts';
import type { Resize, resizeKernels } from '../../../engine/recording/kernels/resize.ts';
import { combine, type Extent, isFixed } from '../extent.ts';
import type { Lower, Lowering, LoweringsOf } from '../lowering.ts';

export const resizeLowerings: LoweringsOf<typeof resizeKernels> = {
  ResizeBilinear: resize((sampling) => ({ mode: 'linear', coordinate_transformation_mode: coordinates(sampling) })),
  ResizeNearestNeighbor: resize((sampling) => ({
    mode: 'nearest',
    coordinate_transformation_mode: coordinates(sampling),
    // TensorFlow rounds the position down where it counts from corners, and to the nearest pixel's centre otherwise.
    nearest_mode: sampling.alignCorners || sampling.halfPixelCenters ? 'round_prefer_ceil' : 'floor',
  })),
};

function coordinates({ alignCorners, halfPixelCenters }: Sampling): string {
  if (alignCorners) return 'align_corners';
  return halfPixelCenters ? 'half_pixel' : 'asymmetric';
}

function resize(attributesOf: (sampling: Sampling) => Record<string, string>): Lower<Resize> {
  return (lowering, { operands: [x], outputs: [output], attributes: { from, to, ...sampling } }) => {
    const name = lowering.read(x!, 'nchw');
    const size = sizeInputs(lowering, [x!.shape[0]!, x!.shape[3]!], from, to);
    lowering.write(output!, lowering.node('Resize', [name, ...size], attributesOf(sampling)), 'nchw');
  };
}

/** By whole factors where there are some, so that nothing needs to be computed; else to sizes. */
function sizeInputs(
  lowering: Lowering,
  [batch, channels]: readonly [Extent, Extent],
  from: readonly [Extent, Extent],
  to: readonly [Extent, Extent],
): string[] {
  const factors = ([0, 1] as const).map((axis) => combine([from[axis], to[axis]], (before, after) => after / before));
  if (factors.every((factor) => isFixed(factor) && Number.isInteger(factor)))
    return ['', lowering.builder.floats([1, 1, ...(factors as number[])])];
  return ['', '', lowering.list([batch, channels, ...to])];
}
