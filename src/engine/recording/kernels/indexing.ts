import { backend_util, type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';

export const indexingKernels = {
  GatherV2: kernel<{ x: TensorInfo; indices: TensorInfo }, { axis: number; batchDims?: number }, { axis: number }>(
    ({ inputs: { x, indices }, attrs }) => {
      const axis = util.parseAxisParam(attrs.axis, x.shape)[0]!;
      if (attrs.batchDims) return undefined;
      const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
      return { operands: [x, indices], outputs: [{ shape, dtype: x.dtype }], attributes: { axis } };
    },
  ),
  GatherNd: kernel<{ params: TensorInfo; indices: TensorInfo }, object, object>(({ inputs: { params, indices } }) => {
    const [shape] = backend_util.prepareAndValidate(params, indices) as unknown as [number[]];
    return { operands: [params, indices], outputs: [{ shape, dtype: params.dtype }], attributes: {} };
  }),
  UnsortedSegmentSum: kernel<{ x: TensorInfo; segmentIds: TensorInfo }, { numSegments: number }, object>(
    ({ inputs: { x, segmentIds }, attrs: { numSegments } }) => {
      // Only the form that the gradient of gather makes: one id for each row.
      if (segmentIds.shape.length !== 1 || x.dtype === 'bool') return undefined;
      return {
        operands: [x, segmentIds],
        outputs: [{ shape: [numSegments, ...x.shape.slice(1)], dtype: x.dtype }],
        attributes: {},
      };
    },
  ),
  TopK: kernel<{ x: TensorInfo }, { k: number; sorted: boolean }, { k: number; sorted: number }>(
    ({ inputs: { x }, attrs: { k, sorted } }) => {
      if (x.dtype === 'bool') return undefined;
      const shape = [...x.shape.slice(0, -1), k];
      const outputs = [
        { shape, dtype: x.dtype },
        { shape, dtype: 'int32' as const },
      ];
      return { operands: [x], outputs, attributes: { k, sorted: Number(sorted) }, list: true };
    },
  ),
  OneHot: kernel<{ indices: TensorInfo }, OneHotAttributes, Omit<OneHotAttributes, 'dtype'>>(
    ({ inputs: { indices }, attrs: { depth, onValue, offValue, dtype } }) => {
      return {
        operands: [indices],
        outputs: [{ shape: [...indices.shape, depth], dtype }],
        attributes: { depth, onValue, offValue },
      };
    },
  ),
  Cumsum: kernel<{ x: TensorInfo }, { axis: number; exclusive: boolean; reverse: boolean }, Scan>(
    ({ inputs: { x }, attrs: { axis, exclusive, reverse } }) => {
      if (x.dtype === 'bool') return undefined;
      const attributes = {
        axis: util.parseAxisParam(axis, x.shape)[0]!,
        exclusive: Number(exclusive),
        reverse: Number(reverse),
      };
      return { operands: [x], outputs: [x], attributes };
    },
  ),
};

export interface OneHotAttributes {
  readonly depth: number;
  readonly onValue: number;
  readonly offValue: number;
  readonly dtype: DataType;
}

export interface Scan {
  readonly axis: number;
  readonly exclusive: number;
  readonly reverse: number;
}
