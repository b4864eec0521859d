import { type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { kernel, type Recording } from '../kernel.ts';

/** The value is an input, so that filling with another number needs no new session. */
function filled(shape: readonly number[], dtype: DataType, value: number): Recording | undefined {
  if (dtype === 'string' || dtype === 'complex64') return undefined;
  return { operands: [{ scalar: value, dtype }], outputs: [{ shape, dtype }], attributes: {} };
}

export const creationKernels = {
  Fill: kernel<object, { shape: number[]; value: number | string; dtype?: DataType }, object>(
    ({ attrs: { shape, value, dtype } }) => {
      const type = dtype ?? util.inferDtype(value);
      return typeof value === 'string' ? undefined : filled(shape, type, value);
    },
  ),
  ZerosLike: kernel<{ x: TensorInfo }, object, object>(({ inputs: { x } }) => filled(x.shape, x.dtype, 0)),
  OnesLike: kernel<{ x: TensorInfo }, object, object>(({ inputs: { x } }) => filled(x.shape, x.dtype, 1)),
};
