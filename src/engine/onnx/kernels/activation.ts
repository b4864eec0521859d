import type { FusedActivation } from '../../recording/kernels/fused-activation.ts';
import type { Lowering } from '../lowering.ts';
import { float } from '../model.ts';

/** The activation of a fused kernel as a node that ONNX Runtime can fuse into the one before it. */
export function activate(lowering: Lowering, name: string, { activation, leakyreluAlpha }: FusedActivation): string {
  const scalar = (value: number) => lowering.builder.scalar(value, 'float32');
  switch (activation) {
    case 'linear':
      return name;
    case 'relu':
      return lowering.node('Relu', [name]);
    case 'relu6':
      return lowering.node('Clip', [name, scalar(0), scalar(6)]);
    case 'elu':
      return lowering.node('Elu', [name]);
    case 'sigmoid':
      return lowering.node('Sigmoid', [name]);
    case 'leakyrelu':
      return lowering.node('LeakyRelu', [name], { alpha: float(leakyreluAlpha) });
    case 'prelu':
      throw new Error('Expected a fused activation without weights of its own, got prelu.');
  }
}
