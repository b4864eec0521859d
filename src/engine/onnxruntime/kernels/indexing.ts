import { backend_util, type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';
import { dataTypeOf } from '../onnx/element-type.ts';
import { sizeOf } from '../value.ts';
import { cast } from './cast.ts';

export const indexingKernels: Kernel[] = [
  kernel<{ x: TensorInfo; indices: TensorInfo }, { axis: number; batchDims?: number }, { axis: number }>('GatherV2', {
    record({ inputs: { x, indices }, attrs }) {
      const axis = util.parseAxisParam(attrs.axis, x.shape)[0]!;
      if (attrs.batchDims) return undefined;
      const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
      return { operands: [x, indices], outputs: [{ shape, dtype: x.dtype }], attributes: { axis } };
    },
    lower(lowering, { operands: [x, indices], outputs: [output], attributes: { axis } }) {
      const whole = cast(lowering, lowering.read(indices!), indices!.value.dtype, 'int32');
      lowering.write(output!, lowering.node('Gather', [lowering.read(x!), whole], { axis }));
    },
  }),
  kernel<{ params: TensorInfo; indices: TensorInfo }, object, object>('GatherNd', {
    record({ inputs: { params, indices } }) {
      const [shape] = backend_util.prepareAndValidate(params, indices) as unknown as [number[]];
      return { operands: [params, indices], outputs: [{ shape, dtype: params.dtype }], attributes: {} };
    },
    lower(lowering, { operands: [params, indices], outputs: [output] }) {
      const long = lowering.node('Cast', [lowering.read(indices!)], { to: 7 });
      lowering.write(output!, lowering.node('GatherND', [lowering.read(params!), long]));
    },
  }),
  kernel<{ x: TensorInfo; segmentIds: TensorInfo }, { numSegments: number }, object>('UnsortedSegmentSum', {
    record({ inputs: { x, segmentIds }, attrs: { numSegments } }) {
      // Only the form that the gradient of gather makes: one id for each row.
      if (segmentIds.shape.length !== 1 || x.dtype === 'bool') return undefined;
      return {
        operands: [x, segmentIds],
        outputs: [{ shape: [numSegments, ...x.shape.slice(1)], dtype: x.dtype }],
        attributes: {},
      };
    },
    lower(lowering, { operands: [x, ids], outputs: [output] }) {
      const { builder } = lowering;
      const zero = builder.scalar(0, dataTypeOf(output!.dtype));
      const zeros = lowering.node('Expand', [zero, builder.integers(output!.shape)]);
      const rows = lowering.node('Cast', [lowering.read({ value: ids!.value, shape: [...ids!.shape, 1] })], { to: 7 });
      lowering.write(output!, lowering.node('ScatterND', [zeros, rows, lowering.read(x!)], { reduction: 'add' }));
    },
  }),
  kernel<{ indices: TensorInfo }, OneHotAttributes, Omit<OneHotAttributes, 'dtype'>>('OneHot', {
    record({ inputs: { indices }, attrs: { depth, onValue, offValue, dtype } }) {
      return {
        operands: [indices],
        outputs: [{ shape: [...indices.shape, depth], dtype }],
        attributes: { depth, onValue, offValue },
      };
    },
    lower(lowering, { operands: [indices], outputs: [output], attributes: { depth, onValue, offValue } }) {
      const { builder } = lowering;
      const layout = output!.shape.length === 4 ? 'nchw' : 'nhwc';
      // The class axis comes last, or second in NCHW, where its rows are long.
      const [batch, ...rest] = indices!.shape;
      const shape = layout === 'nchw' ? [batch!, 1, ...rest] : [...indices!.shape, 1];
      const classes = builder.integers(
        Array.from({ length: depth }, (_, index) => index),
        layout === 'nchw' ? [depth, 1, 1] : [depth],
      );
      const equal = lowering.node('Equal', [
        lowering.reshape(lowering.read(indices!), shape),
        lowering.node('Cast', [classes], { to: 6 }),
      ]);
      const type = dataTypeOf(output!.dtype);
      const name =
        onValue === 1 && offValue === 0
          ? cast(lowering, equal, 'bool', output!.dtype)
          : lowering.node('Where', [equal, builder.scalar(onValue, type), builder.scalar(offValue, type)]);
      lowering.write(output!, name, layout);
    },
  }),
  kernel<{ x: TensorInfo }, { axis: number; exclusive: boolean; reverse: boolean }, Scan>('Cumsum', {
    record({ inputs: { x }, attrs: { axis, exclusive, reverse } }) {
      if (x.dtype === 'bool') return undefined;
      const attributes = {
        axis: util.parseAxisParam(axis, x.shape)[0]!,
        exclusive: Number(exclusive),
        reverse: Number(reverse),
      };
      return { operands: [x], outputs: [x], attributes };
    },
    lower(lowering, { operands: [x], outputs: [output], attributes: { axis, exclusive, reverse } }) {
      if (sizeOf(x!.shape) === 0) return lowering.write(output!, lowering.read(x!));
      const sum = lowering.node('CumSum', [lowering.read(x!), lowering.builder.scalar(axis, 'int64')], {
        exclusive,
        reverse,
      });
      lowering.write(output!, sum);
    },
  }),
];

interface OneHotAttributes {
  readonly depth: number;
  readonly onValue: number;
  readonly offValue: number;
  readonly dtype: DataType;
}

interface Scan {
  readonly axis: number;
  readonly exclusive: number;
  readonly reverse: number;
}
