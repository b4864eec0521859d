import { backend_util, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';
import { axesIn, perAxisIn } from '../lowering.ts';
import { dataTypeOf } from '../onnx/element-type.ts';
import { sameShape } from '../value.ts';

interface One {
  readonly x: TensorInfo;
}

/** Past every start, in the direction of a negative stride. */
const beforeFirst = -(2 ** 31);

export const shapeKernels: Kernel[] = [
  kernel<One, { perm: number[] }, { perm: number[] }>('Transpose', {
    record({ inputs: { x }, attrs: { perm } }) {
      return {
        operands: [x],
        outputs: [{ shape: perm.map((axis) => x.shape[axis]!), dtype: x.dtype }],
        attributes: { perm },
      };
    },
    lower(lowering, { operands: [x], outputs: [output], attributes: { perm } }) {
      if (sameShape(perm, [0, 3, 1, 2])) lowering.write(output!, lowering.read(x!, 'nchw'));
      else if (sameShape(perm, [0, 2, 3, 1])) lowering.write(output!, lowering.read(x!), 'nchw');
      else lowering.write(output!, lowering.transpose(lowering.read(x!), perm));
    },
  }),
  kernel<One, { reps: number[] }, { reps: number[] }>('Tile', {
    record({ inputs: { x }, attrs: { reps } }) {
      return {
        operands: [x],
        outputs: [{ shape: x.shape.map((size, axis) => size * reps[axis]!), dtype: x.dtype }],
        attributes: { reps },
      };
    },
    lower(lowering, { operands: [x], outputs: [output], attributes: { reps } }) {
      const layout = lowering.layoutOf([x!]);
      const repeats = lowering.builder.integers(perAxisIn(layout, reps));
      lowering.write(output!, lowering.node('Tile', [lowering.read(x!, layout), repeats]), layout);
    },
  }),
  kernel<TensorInfo[], { axis: number }, { axis: number }>('Concat', {
    record({ inputs, attrs }) {
      const axis = util.parseAxisParam(attrs.axis, inputs[0]!.shape)[0]!;
      const full = inputs.filter((input) => util.sizeFromShape(input.shape) > 0);
      const operands = full.length > 0 ? full : inputs.slice(0, 1);
      const shape = backend_util.computeOutShape(
        inputs.map((input) => input.shape),
        axis,
      );
      return { operands, outputs: [{ shape, dtype: inputs[0]!.dtype }], attributes: { axis } };
    },
    lower(lowering, { operands, outputs: [output], attributes: { axis } }) {
      const layout = output!.shape.length === 4 ? lowering.layoutOf(operands) : 'nhwc';
      const names = operands.map((operand) => lowering.read(operand, layout));
      lowering.write(output!, lowering.node('Concat', names, { axis: axesIn(layout, [axis])[0]! }), layout);
    },
  }),
  kernel<TensorInfo[], { axis: number }, { axis: number }>('Pack', {
    record({ inputs, attrs: { axis } }) {
      const { shape, dtype } = inputs[0]!;
      return {
        operands: inputs,
        outputs: [{ shape: [...shape.slice(0, axis), inputs.length, ...shape.slice(axis)], dtype }],
        attributes: { axis },
      };
    },
    lower(lowering, { operands, outputs: [output], attributes: { axis } }) {
      const names = operands.map(({ value, shape }) =>
        lowering.read({ value, shape: [...shape.slice(0, axis), 1, ...shape.slice(axis)] }),
      );
      lowering.write(output!, lowering.node('Concat', names, { axis }));
    },
  }),
  kernel<{ value: TensorInfo }, { axis: number }, { axis: number }>('Unpack', {
    record({ inputs: { value }, attrs }) {
      const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
      const shape = value.shape.filter((_, index) => index !== axis);
      const outputs = Array.from({ length: value.shape[axis]! }, () => ({ shape, dtype: value.dtype }));
      return { operands: [value], outputs, attributes: { axis }, list: true };
    },
    lower(lowering, { operands: [x], outputs, attributes: { axis } }) {
      const parts = lowering.builder.nodes(
        'Split',
        [lowering.read(x!)],
        { axis, num_outputs: outputs.length },
        outputs.length,
      );
      outputs.forEach((output, index) => lowering.write(output, lowering.reshape(parts[index]!, output.shape)));
    },
  }),
  kernel<One, { numOrSizeSplits: number | number[]; axis: number }, { axis: number; sizes: number[] }>('SplitV', {
    record({ inputs: { x }, attrs }) {
      const axis = util.parseAxisParam(attrs.axis, x.shape)[0]!;
      const sizes = backend_util.prepareSplitSize(x, attrs.numOrSizeSplits, axis);
      const outputs = sizes.map((size) => ({ shape: x.shape.with(axis, size), dtype: x.dtype }));
      return { operands: [x], outputs, attributes: { axis, sizes }, list: true };
    },
    lower(lowering, { operands: [x], outputs, attributes: { axis, sizes } }) {
      const layout = lowering.layoutOf([x!]);
      const inputs = [lowering.read(x!, layout), lowering.builder.integers(sizes)];
      const parts = lowering.builder.nodes('Split', inputs, { axis: axesIn(layout, [axis])[0]! }, sizes.length);
      outputs.forEach((output, index) => lowering.write(output, parts[index]!, layout));
    },
  }),
  kernel<One, { begin: number | number[]; size: number | number[] }, { begin: number[]; end: number[] }>('Slice', {
    record({ inputs: { x }, attrs }) {
      const [begin, size] = slice_util.parseSliceParams(x, attrs.begin, attrs.size) as [number[], number[]];
      slice_util.assertParamsValid(x, begin, size);
      const end = begin.map((first, axis) => first + size[axis]!);
      return { operands: [x], outputs: [{ shape: size, dtype: x.dtype }], attributes: { begin, end } };
    },
    lower(lowering, { operands: [x], outputs: [output], attributes: { begin, end } }) {
      if (begin.length === 0) return lowering.write(output!, lowering.read(x!));
      const layout = lowering.layoutOf([x!]);
      const bounds = [begin, end].map((list) => lowering.builder.integers(perAxisIn(layout, list)));
      lowering.write(output!, lowering.node('Slice', [lowering.read(x!, layout), ...bounds]), layout);
    },
  }),
  kernel<One, StridedSliceAttributes, { begin: number[]; end: number[]; strides: number[] }>('StridedSlice', {
    record({ inputs: { x }, attrs }) {
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
    lower(lowering, { operands: [x], outputs: [output], attributes: { begin, end, strides } }) {
      const { builder } = lowering;
      const stops = end.map((stop, axis) =>
        stop < 0 ? beforeFirst : strides[axis]! < 0 && stop === -1 ? beforeFirst : stop,
      );
      const lists = [begin, stops, begin.map((_, axis) => axis), strides].map((list) => builder.integers(list));
      lowering.write(output!, lowering.reshape(lowering.node('Slice', [lowering.read(x!), ...lists]), output!.shape));
    },
  }),
  kernel<
    One,
    { paddings: [number, number][]; constantValue: number },
    { before: number[]; after: number[]; value: number }
  >('PadV2', {
    record({ inputs: { x }, attrs: { paddings, constantValue } }) {
      const shape = x.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]);
      const attributes = {
        before: paddings.map(([before]) => before),
        after: paddings.map(([, after]) => after),
        value: constantValue,
      };
      return { operands: [x], outputs: [{ shape, dtype: x.dtype }], attributes };
    },
    lower(lowering, { operands: [x], outputs: [output], attributes: { before, after, value } }) {
      const layout = lowering.layoutOf([x!]);
      const pads = lowering.builder.integers([...perAxisIn(layout, before), ...perAxisIn(layout, after)]);
      const fill = lowering.builder.scalar(value, dataTypeOf(x!.value.dtype));
      lowering.write(output!, lowering.node('Pad', [lowering.read(x!, layout), pads, fill]), layout);
    },
  }),
  kernel<One, { paddings: [number, number][]; mode: string }, { pads: number[] }>('MirrorPad', {
    record({ inputs: { x }, attrs: { paddings, mode } }) {
      if (mode !== 'reflect') return undefined;
      const shape = x.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]);
      const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
      return { operands: [x], outputs: [{ shape, dtype: x.dtype }], attributes: { pads } };
    },
    lower(lowering, { operands: [x], outputs: [output], attributes: { pads } }) {
      lowering.write(
        output!,
        lowering.node('Pad', [lowering.read(x!), lowering.builder.integers(pads)], { mode: 'reflect' }),
      );
    },
  }),
  kernel<One, { dims: number | number[] }, { axes: number[] }>('Reverse', {
    record({ inputs: { x }, attrs: { dims } }) {
      return { operands: [x], outputs: [x], attributes: { axes: util.parseAxisParam(dims, x.shape) } };
    },
    lower(lowering, { operands: [x], outputs: [output], attributes: { axes } }) {
      if (axes.length === 0) return lowering.write(output!, lowering.read(x!));
      const lists = [axes.map(() => -1), axes.map(() => beforeFirst), axes, axes.map(() => -1)];
      lowering.write(
        output!,
        lowering.node('Slice', [lowering.read(x!), ...lists.map((list) => lowering.builder.integers(list))]),
      );
    },
  }),
];

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
