import type { kernels } from '../../recording/kernels/index.ts';
import type { LoweringsOf } from '../lowering.ts';
import { adamLowerings } from './adam.ts';
import { batchNormLowerings } from './batch-norm.ts';
import { binaryLowerings } from './binary.ts';
import { blockLowerings } from './blocks.ts';
import { convolutionLowerings } from './convolution.ts';
import { creationLowerings } from './creation.ts';
import { depthwiseLowerings } from './depthwise.ts';
import { groupedConvolutionLowerings } from './grouped-convolution.ts';
import { indexingLowerings } from './indexing.ts';
import { matmulLowerings } from './matmul.ts';
import { normalizationLowerings } from './normalization.ts';
import { poolingLowerings } from './pooling.ts';
import { reductionLowerings } from './reduction.ts';
import { resizeLowerings } from './resize.ts';
import { selectLowerings } from './select.ts';
import { shapeLowerings } from './shape.ts';
import { sumsOfSquaresLowerings } from './sums-of-squares.ts';
import { unaryLowerings } from './unary.ts';

/** The nodes of every kernel that is recorded; the compiler sees when one is missing. */
export const lowerings: LoweringsOf<typeof kernels> = {
  ...unaryLowerings,
  ...binaryLowerings,
  ...selectLowerings,
  ...creationLowerings,
  ...reductionLowerings,
  ...shapeLowerings,
  ...blockLowerings,
  ...indexingLowerings,
  ...matmulLowerings,
  ...convolutionLowerings,
  ...depthwiseLowerings,
  ...groupedConvolutionLowerings,
  ...poolingLowerings,
  ...normalizationLowerings,
  ...batchNormLowerings,
  ...adamLowerings,
  ...sumsOfSquaresLowerings,
  ...resizeLowerings,
};
