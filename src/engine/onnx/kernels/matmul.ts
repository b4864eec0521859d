import type { matmulKernels, Transposes } from '../../recording/kernels/matmul.ts';
import type { Operand } from '../../recording/value.ts';
import type { Lowering, LoweringsOf, LoweredCall } from '../lowering.ts';
import { elementTypeOf } from '../model.ts';
import { activate } from './activation.ts';

export const matmulLowerings: LoweringsOf<typeof matmulKernels> = {
  BatchMatMul: (lowering, call) => lowering.write(call.outputs[0]!, multiply(lowering, call)),
  _FusedMatMul(lowering, call) {
    const [, , bias] = call.operands;
    const plain = multiply(lowering, call);
    const shifted = bias ? lowering.node('Add', [plain, lowering.read(bias)]) : plain;
    lowering.write(call.outputs[0]!, activate(lowering, shifted, call.attributes));
  },
};

function multiply(
  lowering: Lowering,
  { operands: [a, b], attributes: { transposeA, transposeB } }: LoweredCall<Transposes>,
): string {
  const names = [lowering.read(a!), lowering.read(b!)];
  if (elementTypeOf(a!.value.dtype) === 'float32' && !lowering.gpu)
    return matMul(lowering, names, transposeA, transposeB);
  const flip = (name: string, { shape }: Operand, wanted: boolean) =>
    wanted ? lowering.transpose(name, lastTwoSwapped(shape.length)) : name;
  return lowering.node('MatMul', [flip(names[0]!, a!, transposeA), flip(names[1]!, b!, transposeB)]);
}

/** A product of the last two axes; ONNX Runtime's own operator reads transposed operands in place, but has no GPU. */
export function matMul(
  lowering: Lowering,
  names: readonly string[],
  transposeA: boolean,
  transposeB: boolean,
  rank = 2,
): string {
  if (!transposeA && !transposeB) return lowering.node('MatMul', names);
  if (lowering.gpu) {
    const flip = (name: string, wanted: boolean) => (wanted ? lowering.transpose(name, lastTwoSwapped(rank)) : name);
    return lowering.node('MatMul', [flip(names[0]!, transposeA), flip(names[1]!, transposeB)]);
  }
  return lowering.node('com.microsoft.FusedMatMul', names, { transA: Number(transposeA), transB: Number(transposeB) });
}

function lastTwoSwapped(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}
