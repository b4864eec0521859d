import type { Window } from '../../../engine/geometry/window.ts';
import type { FusedActivation } from '../../../engine/recording/kernels/fused-activation.ts';
import type { Sized } from '../extent.ts';
import type { SizedOperand, SizedOperation } from '../sized-graph.ts';

/** A convolution of any kind, as the passes see it. */
export interface Convolution {
  readonly x: SizedOperand;
  /** Its last axis, or its last two where it is depthwise, are the output's channels. */
  readonly filter: SizedOperand;
  readonly bias: SizedOperand | undefined;
  readonly attributes: Sized<Window & FusedActivation>;
}

/** Each kind and the one that it becomes with a bias. */
const fusedKinds = {
  Conv2D: 'FusedConv2D',
  FusedConv2D: 'FusedConv2D',
  DepthwiseConv2dNative: 'FusedDepthwiseConv2D',
  FusedDepthwiseConv2D: 'FusedDepthwiseConv2D',
  GroupedConv2D: 'GroupedConv2D',
} as const;

export function convolutionOf({ kernel, operands, attributes }: SizedOperation): Convolution | undefined {
  if (!(kernel in fusedKinds)) return undefined;
  const [x, filter, bias] = operands as [SizedOperand, SizedOperand, SizedOperand?];
  const linear: FusedActivation = { activation: 'linear', leakyreluAlpha: 0 };
  return { x, filter, bias, attributes: { ...linear, ...(attributes as Convolution['attributes']) } };
}

/** The operation with these parts in place of its own. */
export function withParts(operation: SizedOperation, { x, filter, bias, attributes }: Convolution): SizedOperation {
  const kernel = fusedKinds[operation.kernel as keyof typeof fusedKinds];
  return { ...operation, kernel, operands: bias ? [x, filter, bias] : [x, filter], attributes };
}
