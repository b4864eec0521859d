import type { Operand } from '../../recording/value.ts';
import type { Lowering } from '../lowering.ts';

/** A bias as ONNX's convolutions take it, [C]; TensorFlow.js also takes a scalar for all channels. */
export function perChannel(lowering: Lowering, bias: Operand, channels: number): string {
  return lowering.node('Expand', [lowering.read(bias), lowering.builder.integers([channels])]);
}
