import type { KernelName, kernels } from '../../../engine/recording/kernels/index.ts';
import type { LoweringsOf } from '../lowering.ts';
import { blockLowerings } from './blocks.ts';
import { convolutionLowerings } from './convolution.ts';
import { creationLowerings } from './creation.ts';
import { elementwiseLowerings } from './elementwise.ts';
import { indexingLowerings } from './indexing.ts';
import { matmulLowerings } from './matmul.ts';
import { normalizationLowerings } from './normalization.ts';
import { poolingLowerings } from './pooling.ts';
import { reductionLowerings } from './reduction.ts';
import { resizeLowerings } from './resize.ts';
import { selectLowerings } from './select.ts';
import { shapeLowerings } from './shape.ts';

/** Kernels that only gradients and optimizers call: no inference has them. */
const onlyInTraining = [
  'AdamUpdate',
  'AvgPoolGrad',
  'BatchNormInTraining',
  'BatchNormInTrainingGrad',
  'Conv2DBackpropFilter',
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'EluGrad',
  'GroupedConv2DBackpropFilter',
  'GroupedConv2DBackpropInput',
  'MaxPoolGrad',
  'SumsOfSquares',
  'UnsortedSegmentSum',
] as const satisfies readonly KernelName[];

/** The nodes of every kernel of an inference, in operators of the standard; the compiler sees when one is missing. */
export const lowerings: Omit<LoweringsOf<typeof kernels>, (typeof onlyInTraining)[number]> = {
  ...elementwiseLowerings,
  ...selectLowerings,
  ...creationLowerings,
  ...reductionLowerings,
  ...shapeLowerings,
  ...blockLowerings,
  ...indexingLowerings,
  ...matmulLowerings,
  ...convolutionLowerings,
  ...poolingLowerings,
  ...normalizationLowerings,
  ...resizeLowerings,
};
