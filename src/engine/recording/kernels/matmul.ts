import { broadcast_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { kernel, type Recording } from '../kernel.ts';
import { type FusedActivation, fusedActivation, type FusedActivationAttributes } from './fused-activation.ts';

export interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Operands {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

interface FusedOperands extends Operands {
  readonly bias?: TensorInfo;
  readonly preluActivationWeights?: TensorInfo;
}

export const matmulKernels = {
  BatchMatMul: kernel<Operands, Transposes, Transposes>(({ inputs: { a, b }, attrs }) => product(a, b, attrs)),
  _FusedMatMul: kernel<FusedOperands, Transposes & FusedActivationAttributes, Transposes & FusedActivation>(
    ({ inputs: { a, b, bias, preluActivationWeights }, attrs }) => {
      if (preluActivationWeights) return undefined;
      const { operands, outputs, attributes } = product(a, b, attrs);
      return {
        operands: bias ? [...operands, bias] : operands,
        outputs,
        attributes: { ...attributes, ...fusedActivation(attrs) },
      };
    },
  ),
};

function product(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposes): Recording<Transposes> {
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const [shared, other] = [a.shape.at(transposeA ? -2 : -1)!, b.shape.at(transposeB ? -1 : -2)!];
  util.assert(
    shared === other,
    () =>
      `Expected matMul's inner sizes to be equal, got [${a.shape.join()}] and [${b.shape.join()}] with ` +
      `transposeA=${transposeA} and transposeB=${transposeB}.`,
  );
  const batch = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return {
    operands: [a, b],
    outputs: [{ shape: [...batch, rows, columns], dtype: a.dtype }],
    attributes: { transposeA: Boolean(transposeA), transposeB: Boolean(transposeB) },
  };
}
