import { axesIn, perAxisIn, permutationTo } from '../../../engine/onnx/layout.ts';
import { elementTypeOf } from '../../../engine/onnx/model.ts';
import type { shapeKernels } from '../../../engine/recording/kernels/shape.ts';
import { combine, type Extent, sameExtents } from '../extent.ts';
import type { LoweringsOf } from '../lowering.ts';

/** Past every start, in the direction of a negative stride; and past every end. */
const beforeFirst = -(2 ** 31);
const pastLast = 2 ** 31 - 1;

export const shapeLowerings: LoweringsOf<typeof shapeKernels> = {
  Transpose(lowering, { operands: [x], outputs: [output], attributes: { perm } }) {
    const axes = lowering.fixed(perm, 'the order of axes');
    if (sameExtents(axes, permutationTo.nchw)) lowering.write(output!, lowering.read(x!, 'nchw'));
    else if (sameExtents(axes, permutationTo.nhwc)) lowering.write(output!, lowering.read(x!), 'nchw');
    else lowering.write(output!, lowering.transpose(lowering.read(x!), axes));
  },
  Tile(lowering, { operands: [x], outputs: [output], attributes: { reps } }) {
    const layout = x!.shape.length === 4 ? lowering.layoutOf([x!]) : 'nhwc';
    const repeats = lowering.list(layout === 'nchw' ? perAxisIn(layout, reps) : reps);
    lowering.write(output!, lowering.node('Tile', [lowering.read(x!, layout), repeats]), layout);
  },
  Concat(lowering, { operands, outputs: [output], attributes: { axis } }) {
    const layout = output!.shape.length === 4 ? lowering.layoutOf(operands) : 'nhwc';
    const names = operands.map((operand) => lowering.read(operand, layout));
    const [along] = axesIn(layout, lowering.fixed([axis], 'an axis'));
    lowering.write(output!, lowering.node('Concat', names, { axis: along! }), layout);
  },
  Pack(lowering, { operands, outputs: [output], attributes: { axis } }) {
    const [along] = lowering.fixed([axis], 'an axis');
    const names = operands.map(({ value, shape }) =>
      lowering.read({ value, shape: [...shape.slice(0, along), 1, ...shape.slice(along)] }),
    );
    lowering.write(output!, lowering.node('Concat', names, { axis: along! }));
  },
  Unpack(lowering, { operands: [x], outputs, attributes: { axis } }) {
    const [along] = lowering.fixed([axis], 'an axis');
    const attributes = { axis: along!, num_outputs: outputs.length };
    const parts = lowering.builder.nodes('Split', [lowering.read(x!)], attributes, outputs.length);
    outputs.forEach((output, index) => lowering.write(output, lowering.reshape(parts[index]!, output.shape)));
  },
  SplitV(lowering, { operands: [x], outputs, attributes: { axis, sizes } }) {
    const layout = x!.shape.length === 4 ? lowering.layoutOf([x!]) : 'nhwc';
    const inputs = [lowering.read(x!, layout), lowering.list(sizes)];
    const [along] = axesIn(layout, lowering.fixed([axis], 'an axis'));
    const parts = lowering.builder.nodes('Split', inputs, { axis: along! }, outputs.length);
    outputs.forEach((output, index) => lowering.write(output, parts[index]!, layout));
  },
  Slice(lowering, { operands: [x], outputs: [output], attributes: { begin, end } }) {
    if (begin.length === 0) return lowering.write(output!, lowering.read(x!));
    const layout = x!.shape.length === 4 ? lowering.layoutOf([x!]) : 'nhwc';
    // Up to the end of an axis is written as such: no size needs to be computed.
    const ends = end.map((stop, axis) => (sameExtents([stop], [x!.shape[axis]!]) ? pastLast : stop));
    const bounds = [begin, ends].map((list) => lowering.list(perAxisIn(layout, list)));
    lowering.write(output!, lowering.node('Slice', [lowering.read(x!, layout), ...bounds]), layout);
  },
  StridedSlice(lowering, { operands: [x], outputs: [output], attributes: { begin, end, strides } }) {
    const stops = end.map((stop, axis) => combine([stop, strides[axis]!], (to) => (to < 0 ? beforeFirst : to)));
    const axes = begin.map((_, axis) => axis);
    const lists = [begin, stops, axes, strides].map((list) => lowering.list(list));
    const sliced = lowering.node('Slice', [lowering.read(x!), ...lists]);
    lowering.write(output!, lowering.reshape(sliced, output!.shape));
  },
  PadV2(lowering, { operands: [x], outputs: [output], attributes: { before, after, value } }) {
    const layout = x!.shape.length === 4 ? lowering.layoutOf([x!]) : 'nhwc';
    const pads = lowering.list([...perAxisIn(layout, before), ...perAxisIn(layout, after)]);
    const [number] = lowering.fixed([value], 'what is padded with');
    const fill = lowering.builder.scalar(number!, elementTypeOf(x!.value.dtype));
    lowering.write(output!, lowering.node('Pad', [lowering.read(x!, layout), pads, fill]), layout);
  },
  MirrorPad(lowering, { operands: [x], outputs: [output], attributes: { pads } }) {
    const inputs = [lowering.read(x!), lowering.list(pads)];
    lowering.write(output!, lowering.node('Pad', inputs, { mode: 'reflect' }));
  },
  Reverse(lowering, { operands: [x], outputs: [output], attributes: { axes } }) {
    if (axes.length === 0) return lowering.write(output!, lowering.read(x!));
    const lists: Extent[][] = [axes.map(() => -1), axes.map(() => beforeFirst), [...axes], axes.map(() => -1)];
    lowering.write(output!, lowering.node('Slice', [lowering.read(x!), ...lists.map((list) => lowering.list(list))]));
  },
};
