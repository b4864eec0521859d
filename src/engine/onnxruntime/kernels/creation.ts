import { type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Kernel, kernel, type Recording } from '../kernel.ts';

/** The value is an input, so that filling with another number needs no new session. */
function filled(shape: readonly number[], dtype: DataType, value: number): Recording | undefined {
  if (dtype === 'string' || dtype === 'complex64') return undefined;
  return { operands: [{ scalar: value, dtype }], outputs: [{ shape, dtype }], attributes: {} };
}

const expand: Pick<Kernel, 'lower'> = {
  lower(lowering, { operands: [value], outputs: [output] }) {
    lowering.write(output!, lowering.node('Expand', [lowering.read(value!), lowering.builder.integers(output!.shape)]));
  },
};

export const creationKernels: Kernel[] = [
  kernel<object, { shape: number[]; value: number | string; dtype?: DataType }, object>('Fill', {
    record({ attrs: { shape, value, dtype } }) {
      const type = dtype ?? util.inferDtype(value);
      return typeof value === 'string' ? undefined : filled(shape, type, value);
    },
    ...expand,
  }),
  kernel<{ x: TensorInfo }, object, object>('ZerosLike', {
    record: ({ inputs: { x } }) => filled(x.shape, x.dtype, 0),
    ...expand,
  }),
  kernel<{ x: TensorInfo }, object, object>('OnesLike', {
    record: ({ inputs: { x } }) => filled(x.shape, x.dtype, 1),
    ...expand,
  }),
];
