import { backend_util, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';

interface One {
  readonly x: TensorInfo;
}

export const shapeKernels = {
  Transpose: kernel<One, { perm: number[] }, { perm: number[] }>(({ inputs: { x }, attrs: { perm } }) => {
    return {
      operands: [x],
      outputs: [{ shape: perm.map((axis) => x.shape[axis]!), dtype: x.dtype }],
      attributes: { perm },
    };
  }),
  Tile: kernel<One, { reps: number[] }, { reps: number[] }>(({ inputs: { x }, attrs: { reps } }) => {
    return {
      operands: [x],
      outputs: [{ shape: x.shape.map((size, axis) => size * reps[axis]!), dtype: x.dtype }],
      attributes: { reps },
    };
  }),
  Concat: kernel<TensorInfo[], { axis: number }, { axis: number }>(({ inputs, attrs }) => {
    const axis = util.parseAxisParam(attrs.axis, inputs[0]!.shape)[0]!;
    const full = inputs.filter((input) => util.sizeFromShape(input.shape) > 0);
    const operands = full.length > 0 ? full : inputs.slice(0, 1);
    const shape = backend_util.computeOutShape(
      inputs.map((input) => input.shape),
      axis,
    );
    return { operands, outputs: [{ shape, dtype: inputs[0]!.dtype }], attributes: { axis } };
  }),
  Pack: kernel<TensorInfo[], { axis: number }, { axis: number }>(({ inputs, attrs: { axis } }) => {
    const { shape, dtype } = inputs[0]!;
    return {
      operands: inputs,
      outputs: [{ shape: [...shape.slice(0, axis), inputs.length, ...shape.slice(axis)], dtype }],
      attributes: { axis },
    };
  }),
  Unpack: kernel<{ value: TensorInfo }, { axis: number }, { axis: number }>(({ inputs: { value }, attrs }) => {
    const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
    const shape = value.shape.filter((_, index) => index !== axis);
    const outputs = Array.from({ length: value.shape[axis]! }, () => ({ shape, dtype: value.dtype }));
    return { operands: [value], outputs, attributes: { axis }, list: true };
  }),
  SplitV: kernel<One, { numOrSizeSplits: number | number[]; axis: number }, { axis: number; sizes: number[] }>(
    ({ inputs: { x }, attrs }) => {
      const axis = util.parseAxisParam(attrs.axis, x.shape)[0]!;
      const sizes = backend_util.prepareSplitSize(x, attrs.numOrSizeSplits, axis);
      const outputs = sizes.map((size) => ({ shape: x.shape.with(axis, size), dtype: x.dtype }));
      return { operands: [x], outputs, attributes: { axis, sizes }, list: true };
    },
  ),
  Slice: kernel<One, { begin: number | number[]; size: number | number[] }, { begin: number[]; end: number[] }>(
    ({ inputs: { x }, attrs }) => {
      const [begin, size] = slice_util.parseSliceParams(x, attrs.begin, attrs.size) as [number[], number[]];
      slice_util.assertParamsValid(x, begin, size);
      const end = begin.map((first, axis) => first + size[axis]!);
      return { operands: [x], outputs: [{ shape: size, dtype: x.dtype }], attributes: { begin, end } };
    },
  ),
  StridedSlice: kernel<One, StridedSliceAttributes, { begin: number[]; end: number[]; strides: number[] }>(
    ({ inputs: { x }, attrs }) => {
      const info = slice_util.sliceInfo(
        x.shape,
        attrs.begin,
        attrs.end,
        attrs.strides,
        attrs.beginMask,
        attrs.endMask,
        attrs.ellipsisMask,
        attrs.newAxisMask,
        attrs.shrinkAxisMask,
      );
      const attributes = { begin: info.begin, end: info.end, strides: info.strides };
      return { operands: [x], outputs: [{ shape: info.finalShape, dtype: x.dtype }], attributes };
    },
  ),
  PadV2: kernel<
    One,
    { paddings: [number, number][]; constantValue: number },
    { before: number[]; after: number[]; value: number }
  >(({ inputs: { x }, attrs: { paddings, constantValue } }) => {
    const shape = x.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]);
    const attributes = {
      before: paddings.map(([before]) => before),
      after: paddings.map(([, after]) => after),
      value: constantValue,
    };
    return { operands: [x], outputs: [{ shape, dtype: x.dtype }], attributes };
  }),
  MirrorPad: kernel<One, { paddings: [number, number][]; mode: string }, { pads: number[] }>(
    ({ inputs: { x }, attrs: { paddings, mode } }) => {
      if (mode !== 'reflect') return undefined;
      const shape = x.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]);
      const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
      return { operands: [x], outputs: [{ shape, dtype: x.dtype }], attributes: { pads } };
    },
  ),
  Reverse: kernel<One, { dims: number | number[] }, { axes: number[] }>(({ inputs: { x }, attrs: { dims } }) => {
    return { operands: [x], outputs: [x], attributes: { axes: util.parseAxisParam(dims, x.shape) } };
  }),
};

interface StridedSliceAttributes {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}
