import { renameByMap } from '../../../weights/rename.ts';

const normName = renameByMap({
  weight: 'gamma',
  bias: 'beta',
  running_mean: 'moving_mean',
  running_var: 'moving_variance',
});

/**
 * Keras's name of a tensor: `conv_dw_1/depthwise_kernel` of `conv_dw_1.conv.weight`, `conv_dw_1_bn/beta` of
 * `conv_dw_1.bn.bias`.
 */
export function kerasName(name: string): string {
  const [layer, part, variable] = name.split('.') as [string, string, string];
  if (part === 'bn') return `${layer}_bn/${normName(variable)}`;
  return `${layer}/${layer.startsWith('conv_dw') ? 'depthwise_kernel' : 'kernel'}`;
}
