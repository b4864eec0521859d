import type { Kernel } from '../kernel.ts';
import { binaryKernels } from './binary.ts';
import { blockKernels } from './blocks.ts';
import { convolutionKernels } from './convolution.ts';
import { creationKernels } from './creation.ts';
import { depthwiseKernels } from './depthwise.ts';
import { indexingKernels } from './indexing.ts';
import { matmulKernels } from './matmul.ts';
import { normalizationKernels } from './normalization.ts';
import { poolingKernels } from './pooling.ts';
import { reductionKernels } from './reduction.ts';
import { resizeKernels } from './resize.ts';
import { selectKernels } from './select.ts';
import { shapeKernels } from './shape.ts';
import { unaryKernels } from './unary.ts';

/** Every kernel that has a lowering. */
export const kernels: readonly Kernel[] = [
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
  ...poolingKernels,
  ...normalizationKernels,
  ...resizeKernels,
];
