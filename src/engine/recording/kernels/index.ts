import { adamKernels } from './adam.ts';
import { batchNormKernels } from './batch-norm.ts';
import { binaryKernels } from './binary.ts';
import { blockKernels } from './blocks.ts';
import { convolutionKernels, depthwiseKernels } from './convolution.ts';
import { creationKernels } from './creation.ts';
import { groupedConvolutionKernels } from './grouped-convolution.ts';
import { indexingKernels } from './indexing.ts';
import { matmulKernels } from './matmul.ts';
import { normalizationKernels } from './normalization.ts';
import { poolingKernels } from './pooling.ts';
import { reductionKernels } from './reduction.ts';
import { resizeKernels } from './resize.ts';
import { selectKernels } from './select.ts';
import { shapeKernels } from './shape.ts';
import { sumsOfSquaresKernels } from './sums-of-squares.ts';
import { unaryKernels } from './unary.ts';

/**
 * Every kernel that is recorded, by TensorFlow.js's name; those of `adam.ts`, `batch-norm.ts`,
 * `grouped-convolution.ts` and `sums-of-squares.ts` are ours.
 */
export const kernels = {
  ...unaryKernels,
  ...binaryKernels,
  ...selectKernels,
  ...creationKernels,
  ...reductionKernels,
  ...shapeKernels,
  ...blockKernels,
  ...indexingKernels,
  ...matmulKernels,
  ...convolutionKernels,
  ...depthwiseKernels,
  ...groupedConvolutionKernels,
  ...poolingKernels,
  ...normalizationKernels,
  ...batchNormKernels,
  ...adamKernels,
  ...sumsOfSquaresKernels,
  ...resizeKernels,
};

export type KernelName = keyof typeof kernels;
