import { backend_util, type DataType, type NamedAttrMap, type TensorInfo, upcastType } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';
import { sizeOf } from '../value.ts';
import { cast } from './cast.ts';

export const selectKernels: Kernel[] = [
  kernel<{ condition: TensorInfo; t: TensorInfo; e: TensorInfo }, NamedAttrMap, object>('Select', {
    record({ inputs: { condition, t, e } }) {
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
    lower(lowering, { operands, outputs }) {
      const [output] = outputs;
      const layout = output!.shape.length === 4 ? lowering.layoutOf(operands) : 'nhwc';
      const types: DataType[] = ['bool', output!.dtype, output!.dtype];
      const names = operands.map((operand, index) =>
        cast(lowering, lowering.readBroadcast(operand, layout), operand.value.dtype, types[index]!),
      );
      lowering.write(output!, lowering.node('Where', names), layout);
    },
  }),
  kernel<TensorInfo[], NamedAttrMap, object>('AddN', {
    record: ({ inputs }) => ({
      operands: inputs,
      outputs: [
        { shape: inputs[0]!.shape, dtype: inputs.map((input) => input.dtype).reduce((a, b) => upcastType(a, b)) },
      ],
      attributes: {},
    }),
    lower(lowering, { operands, outputs }) {
      const layout = lowering.layoutOf(operands);
      const [output] = outputs;
      const names = operands.map((operand) =>
        cast(lowering, lowering.readBroadcast(operand, layout), operand.value.dtype, output!.dtype),
      );
      const sum = names.slice(1).reduce((total, name) => lowering.node('Add', [total, name]), names[0]!);
      lowering.write(output!, sum, layout);
    },
  }),
  kernel<{ x: TensorInfo }, { dtype: DataType }, object>('Cast', {
    record({ inputs: { x }, attrs: { dtype } }) {
      if (!graphTypes.has(x.dtype) || !graphTypes.has(dtype)) return undefined;
      return { operands: [x], outputs: [{ shape: x.shape, dtype }], attributes: {} };
    },
    lower(lowering, { operands: [x], outputs: [output] }) {
      const layout = sizeOf(x!.shape) > 1 ? lowering.layoutOf([x!]) : 'nhwc';
      lowering.write(output!, cast(lowering, lowering.read(x!, layout), x!.value.dtype, output!.dtype), layout);
    },
  }),
];

const graphTypes: ReadonlySet<DataType> = new Set(['float32', 'int32', 'bool']);
