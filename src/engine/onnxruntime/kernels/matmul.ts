import { broadcast_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Kernel, kernel, type Recording, type Step } from '../kernel.ts';
import type { Lowering } from '../lowering.ts';
import { dataTypeOf } from '../onnx/element-type.ts';
import type { Operand } from '../value.ts';
import { activate, type Activation } from './activation.ts';

interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Pair {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

interface Fused extends Transposes {
  readonly activation: Activation;
  readonly leakyreluAlpha?: number;
}

export const matmulKernels: Kernel[] = [
  kernel<Pair, Transposes, Transposes>('BatchMatMul', {
    record: ({ inputs: { a, b }, attrs }) => product(a, b, attrs),
    lower: (lowering, step) => lowering.write(step.outputs[0]!, multiply(lowering, step)),
  }),
  kernel<Pair & { bias?: TensorInfo; preluActivationWeights?: TensorInfo }, Fused, Fused>('_FusedMatMul', {
    record({ inputs: { a, b, bias, preluActivationWeights }, attrs }) {
      if (preluActivationWeights) return undefined;
      const { operands, outputs, attributes } = product(a, b, attrs);
      const { activation, leakyreluAlpha = 0.2 } = attrs;
      return {
        operands: bias ? [...operands, bias] : operands,
        outputs,
        attributes: { ...attributes, activation, leakyreluAlpha },
      };
    },
    lower(lowering, step) {
      const [, , bias] = step.operands;
      const plain = multiply(lowering, step);
      const shifted = bias ? lowering.node('Add', [plain, lowering.read(bias)]) : plain;
      lowering.write(step.outputs[0]!, activate(lowering, shifted, step.attributes));
    },
  }),
];

function product(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposes): Recording<Transposes> {
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const [shared, other] = [a.shape.at(transposeA ? -2 : -1)!, b.shape.at(transposeB ? -1 : -2)!];
  util.assert(
    shared === other,
    () =>
      `Expected matMul's inner sizes to be equal, got [${a.shape.join()}] and [${b.shape.join()}] with transposeA=${transposeA} and transposeB=${transposeB}.`,
  );
  const batch = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return {
    operands: [a, b],
    outputs: [{ shape: [...batch, rows, columns], dtype: a.dtype }],
    attributes: { transposeA: Boolean(transposeA), transposeB: Boolean(transposeB) },
  };
}

function multiply(
  lowering: Lowering,
  { operands: [a, b], attributes: { transposeA, transposeB } }: Step<Transposes>,
): string {
  const names = [lowering.read(a!), lowering.read(b!)];
  if (dataTypeOf(a!.value.dtype) === 'float32') return matMul(lowering, names, transposeA, transposeB);
  const flip = (name: string, { shape }: Operand, wanted: boolean) =>
    wanted ? lowering.transpose(name, lastTwoSwapped(shape.length)) : name;
  return lowering.node('MatMul', [flip(names[0]!, a!, transposeA), flip(names[1]!, b!, transposeB)]);
}

/** A product of the last two axes; ONNX Runtime's own operator reads transposed operands in place. */
export function matMul(lowering: Lowering, names: readonly string[], transposeA: boolean, transposeB: boolean): string {
  if (!transposeA && !transposeB) return lowering.node('MatMul', names);
  return lowering.node('com.microsoft.FusedMatMul', names, { transA: Number(transposeA), transB: Number(transposeB) });
}

function lastTwoSwapped(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}
