import { backend_util, type DataType, type NamedAttrMap, type TensorInfo, upcastType } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';

export const selectKernels = {
  Select: kernel<{ condition: TensorInfo; t: TensorInfo; e: TensorInfo }, NamedAttrMap, object>(
    ({ inputs: { condition, t, e } }) => {
      // A condition of rank 1 picks whole rows, which is not broadcasting.
      const rows = condition.shape.length === 1 && t.shape.length > 1;
      const shape = rows ? [condition.shape[0]!, ...t.shape.slice(1).map(() => 1)] : condition.shape;
      const out = [shape, t.shape, e.shape].reduce((a, b) => backend_util.assertAndGetBroadcastShape([...a], [...b]));
      return {
        operands: [{ ...condition, shape }, t, e],
        outputs: [{ shape: out, dtype: upcastType(t.dtype, e.dtype) }],
        attributes: {},
      };
    },
  ),
  AddN: kernel<TensorInfo[], NamedAttrMap, object>(({ inputs }) => ({
    operands: inputs,
    outputs: [
      { shape: inputs[0]!.shape, dtype: inputs.map((input) => input.dtype).reduce((a, b) => upcastType(a, b)) },
    ],
    attributes: {},
  })),
  Cast: kernel<{ x: TensorInfo }, { dtype: DataType }, object>(({ inputs: { x }, attrs: { dtype } }) => {
    if (!graphTypes.has(x.dtype) || !graphTypes.has(dtype)) return undefined;
    return { operands: [x], outputs: [{ shape: x.shape, dtype }], attributes: {} };
  }),
};

const graphTypes: ReadonlySet<DataType> = new Set(['float32', 'int32', 'bool']);
