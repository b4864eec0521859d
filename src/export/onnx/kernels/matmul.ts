import { activate } from '../../../engine/onnx/kernels/activation.ts';
import type { matmulKernels, Transposes } from '../../../engine/recording/kernels/matmul.ts';
import type { Lowering, LoweringsOf, SizedCall } from '../lowering.ts';
import type { SizedOperand } from '../sized-graph.ts';

export const matmulLowerings: LoweringsOf<typeof matmulKernels> = {
  BatchMatMul: (lowering, call) => lowering.write(call.outputs[0]!, multiply(lowering, call)),
  _FusedMatMul(lowering, call) {
    const { operands, outputs, attributes } = call;
    const plain = multiply(lowering, call);
    const shifted = operands[2] ? lowering.node('Add', [plain, lowering.read(operands[2])]) : plain;
    const [slope] = lowering.fixed([attributes.leakyreluAlpha], 'the slope of an activation');
    const activation = { activation: attributes.activation, leakyreluAlpha: slope! };
    lowering.write(outputs[0]!, activate(lowering, shifted, activation));
  },
};

function multiply(lowering: Lowering, { operands: [a, b], attributes }: SizedCall<Transposes>): string {
  const names = [side(lowering, a!, attributes.transposeA), side(lowering, b!, attributes.transposeB)];
  return lowering.node('MatMul', names);
}

function side(lowering: Lowering, operand: SizedOperand, transposed: boolean): string {
  const name = lowering.read(operand);
  const last = operand.shape.length - 1;
  const axes = operand.shape.map((_, axis) => (axis === last ? last - 1 : axis === last - 1 ? last : axis));
  return transposed ? lowering.transpose(name, axes) : name;
}
