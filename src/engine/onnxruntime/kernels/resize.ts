import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';
import type { Lowering } from '../lowering.ts';
import { bilinearMatrix, nearestMatrix, type ResizeMode } from './resize-matrix.ts';
import { double } from './upsampled.ts';

interface Attributes extends ResizeMode {
  readonly from: Size;
  readonly to: Size;
}

type Size = readonly [number, number];
type MatrixOf = (from: number, to: number, mode: ResizeMode) => number[];

export const resizeKernels: Kernel[] = [
  resize('ResizeBilinear', bilinearMatrix),
  resizeGrad('ResizeBilinearGrad', bilinearMatrix),
  resize('ResizeNearestNeighbor', nearestMatrix),
  resizeGrad('ResizeNearestNeighborGrad', nearestMatrix),
];

/** Resizing is linear and separable: a product with one matrix from each side. */
function resize(kernelName: string, matrixOf: MatrixOf): Kernel {
  return kernel<{ images: TensorInfo }, ResizeMode & { size: Size }, Attributes>(kernelName, {
    record({ inputs: { images }, attrs: { size, alignCorners, halfPixelCenters } }) {
      const [batch, height, width, channels] = images.shape as [number, number, number, number];
      return {
        operands: [images],
        outputs: [{ shape: [batch, ...size, channels], dtype: 'float32' }],
        attributes: { from: [height, width], to: [...size], alignCorners, halfPixelCenters },
      };
    },
    lower(lowering, { operands: [images], outputs: [output], attributes }) {
      const { from, to, alignCorners } = attributes;
      const name = lowering.read(images!, 'nchw');
      const factors: Size = [to[0] / from[0], to[1] / from[1]];
      const repeats = matrixOf === nearestMatrix && !alignCorners && factors.every(Number.isInteger);
      const resized = repeats
        ? double(lowering, name, factors)
        : multiplySides(lowering, name, attributes, matrixOf, false);
      lowering.write(output!, resized, 'nchw');
    },
  });
}

/** The gradient is a product with the transposed matrices, whatever the mode. */
function resizeGrad(kernelName: string, matrixOf: MatrixOf): Kernel {
  return kernel<{ images: TensorInfo; dy: TensorInfo }, ResizeMode, Attributes>(kernelName, {
    record({ inputs: { images, dy }, attrs: { alignCorners, halfPixelCenters } }) {
      const [[, ...from], [, ...to]] = [images.shape, dy.shape] as [Size & number[], Size & number[]];
      return {
        operands: [dy],
        outputs: [{ shape: images.shape, dtype: 'float32' }],
        attributes: { from: [from[0]!, from[1]!], to: [to[0]!, to[1]!], alignCorners, halfPixelCenters },
      };
    },
    lower(lowering, { operands: [dy], outputs: [output], attributes }) {
      const name = lowering.read(dy!, 'nchw');
      lowering.write(output!, multiplySides(lowering, name, attributes, matrixOf, true), 'nchw');
    },
  });
}

function multiplySides(
  lowering: Lowering,
  name: string,
  { from, to, ...mode }: Attributes,
  matrixOf: MatrixOf,
  back: boolean,
): string {
  const [rows, columns] = ([0, 1] as const).map((axis) => {
    const matrix = matrixOf(from[axis], to[axis], mode);
    return { forth: matrix, back: transposed(matrix, to[axis], from[axis]), shape: [to[axis], from[axis]] };
  }) as [Side, Side];
  const left = constantSide(lowering, rows, back);
  const right = constantSide(lowering, columns, !back);
  return lowering.node('MatMul', [lowering.node('MatMul', [left, name]), right]);
}

interface Side {
  readonly forth: number[];
  readonly back: number[];
  readonly shape: number[];
}

function constantSide({ builder }: Lowering, { forth, back, shape }: Side, turned: boolean): string {
  return turned ? builder.floats(back, shape.toReversed()) : builder.floats(forth, shape);
}

function transposed(matrix: readonly number[], rows: number, columns: number): number[] {
  return Array.from(
    { length: rows * columns },
    (_, index) => matrix[(index % rows) * columns + Math.floor(index / rows)]!,
  );
}
