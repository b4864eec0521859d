import type { FusedActivation } from '../../recording/kernels/fused-activation.ts';
import type { Lowering, NodeWriter } from '../lowering.ts';
import { type Attributes, float, floats } from '../model.ts';

/** The activation of a fused kernel as a node of its own. */
export function activate(lowering: NodeWriter, name: string, { activation, leakyreluAlpha }: FusedActivation): string {
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

/** The activation as ONNX Runtime's convolutions apply it in the same pass; undefined for those that they lack. */
export function fusedAttributes({ activation }: FusedActivation): Attributes | undefined {
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

/** A convolution of names in NCHW and its activation. */
export function convolveFused(
  lowering: Lowering,
  names: readonly string[],
  attributes: Attributes,
  activation: FusedActivation,
): string {
  const fused = activation.activation === 'linear' ? undefined : fusedAttributes(activation);
  if (fused) return lowering.node('com.microsoft.FusedConv', names, { ...attributes, ...fused });
  return activate(lowering, lowering.node('Conv', names, attributes), activation);
}
