import type { FusedActivation } from '../../../recording/kernels/fused-activation.ts';
import { type Attributes, floats } from '../../model.ts';

/** An activation that a blocked convolution applies as it writes its result; undefined for those that it lacks. */
export function blockedActivation({ activation }: FusedActivation): Attributes | undefined {
  switch (activation) {
    case 'linear':
      return {};
    case 'relu':
      return { activation: 'Relu' };
    case 'relu6':
      return { activation: 'Clip', activation_params: floats([0, 6]) };
    case 'elu':
    case 'sigmoid':
    case 'leakyrelu':
    case 'prelu':
      return undefined;
  }
}
