import { renameByMap } from '../../../weights/rename.ts';
import type { Stages } from '../inverted-residuals/stages.ts';
import { tensorPlace } from '../inverted-residuals/tensor-place.ts';

/** Torchvision's name of a tensor: `features.2.conv.1.0.weight` of `blocks.1.0.conv_dw.weight`. */
export function torchvisionName(name: string, stages: Stages): string {
  const { part, blocksBefore, position, isNorm, variable } = tensorPlace(name, stages);
  const layer = isNorm ? 1 : 0;
  if (part === 'stem') return `features.0.${layer}.${variable}`;
  // The last convolution and its batch norm are no pair of their own.
  const inner = part === 'project' ? String(position + layer) : `${position}.${layer}`;
  return `features.${blocksBefore + 1}.conv.${inner}.${variable}`;
}

const normName = renameByMap({
  weight: 'gamma',
  bias: 'beta',
  running_mean: 'moving_mean',
  running_var: 'moving_variance',
});

/** Keras's name of a tensor: `block_1_depthwise/depthwise_kernel` of `blocks.1.0.conv_dw.weight`. */
export function kerasName(name: string, stages: Stages): string {
  const { part, blocksBefore, isNorm, variable } = tensorPlace(name, stages);
  if (part === 'stem') return isNorm ? `bn_Conv1/${normName(variable)}` : 'Conv1/kernel';
  const layer = `${blocksBefore === 0 ? 'expanded_conv' : `block_${blocksBefore}`}_${part}`;
  if (isNorm) return `${layer}_BN/${normName(variable)}`;
  return `${layer}/${part === 'depthwise' ? 'depthwise_kernel' : 'kernel'}`;
}
