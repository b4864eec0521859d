import { bilinearMatrix, type Matrix, nearestMatrix, transposed } from '../../geometry/resample-matrix.ts';
import type { Resize, resizeKernels } from '../../recording/kernels/resize.ts';
import { blockedNode, blocksOf, writeBlocks } from '../blocks.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';
import { repeatPixels } from './doubling.ts';

export const resizeLowerings: LoweringsOf<typeof resizeKernels> = {
  ResizeBilinear(lowering, { operands: [images], outputs: [output], attributes }) {
    const name = lowering.read(images!, 'nchw');
    lowering.write(output!, multiplySides(lowering, name, attributes, bilinearMatrix), 'nchw');
  },
  ResizeNearestNeighbor(lowering, { operands: [images], outputs: [output], attributes }) {
    const { from, to, alignCorners } = attributes;
    const factors: [number, number] = [to[0] / from[0], to[1] / from[1]];
    const repeats = !alignCorners && factors.every(Number.isInteger);
    if (
      repeats &&
      lowering.wholeBlocks(images!.shape[3]!) &&
      lowering.layoutOf([images!], [images!.shape]) === 'blocked'
    ) {
      const scales = { scales: [1, 1, ...factors], mode: 'nearest' };
      return writeBlocks(lowering, output!, blockedNode(lowering, 'Upsample', [blocksOf(lowering, images!)], scales));
    }
    const name = lowering.read(images!, 'nchw');
    const resized = repeats
      ? repeatPixels(lowering, name, factors)
      : multiplySides(lowering, name, attributes, nearestMatrix);
    lowering.write(output!, resized, 'nchw');
  },
};

/** Resizing is linear and separable: a product with one matrix from each side. */
function multiplySides(lowering: Lowering, name: string, resize: Resize, matrixOf: typeof bilinearMatrix): string {
  const { from, to } = resize;
  const rows = constant(lowering, matrixOf(from[0], to[0], resize));
  const columns = constant(lowering, transposed(matrixOf(from[1], to[1], resize)));
  return lowering.node('MatMul', [lowering.node('MatMul', [rows, name]), columns]);
}

function constant({ builder }: Lowering, { outputs, inputs, values }: Matrix): string {
  return builder.floats(values, [outputs, inputs]);
}
