import type { shapeKernels } from '../../recording/kernels/shape.ts';
import { type Operand, sameShape, type Value } from '../../recording/value.ts';
import { writeBlocks } from '../blocks.ts';
import { axesIn, type Layout, perAxisIn, permutationTo, positionIn } from '../layout.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';
import { elementTypeOf } from '../model.ts';
import { inputGradientOfPart } from './blocked/parts.ts';

/** Past every start, in the direction of a negative stride. */
const beforeFirst = -(2 ** 31);

export const shapeLowerings: LoweringsOf<typeof shapeKernels> = {
  Transpose(lowering, { operands: [x], outputs: [output], attributes: { perm } }) {
    if (sameShape(perm, permutationTo.nchw)) lowering.write(output!, lowering.read(x!, 'nchw'));
    else if (sameShape(perm, permutationTo.nhwc)) lowering.write(output!, lowering.read(x!), 'nchw');
    else lowering.write(output!, lowering.transpose(lowering.read(x!), perm));
  },
  Tile(lowering, { operands: [x], outputs: [output], attributes: { reps } }) {
    const layout = lowering.layoutOf([x!]);
    const repeats = lowering.builder.integers(perAxisIn(layout, reps));
    lowering.write(output!, lowering.node('Tile', [lowering.read(x!, layout), repeats]), layout);
  },
  Concat(lowering, { operands, outputs: [output], attributes: { axis } }) {
    const layout = output!.shape.length === 4 ? layoutFor(lowering, operands, [output!]) : 'nhwc';
    const names = operands.map((operand) => lowering.read(operand, layout));
    lowering.write(output!, lowering.node('Concat', names, { axis: axesIn(layout, [axis])[0]! }), layout);
  },
  Pack(lowering, { operands, outputs: [output], attributes: { axis } }) {
    const names = operands.map(({ value, shape }) =>
      lowering.read({ value, shape: [...shape.slice(0, axis), 1, ...shape.slice(axis)] }),
    );
    lowering.write(output!, lowering.node('Concat', names, { axis }));
  },
  Unpack(lowering, { operands: [x], outputs, attributes: { axis } }) {
    const parts = lowering.builder.nodes(
      'Split',
      [lowering.read(x!)],
      { axis, num_outputs: outputs.length },
      outputs.length,
    );
    outputs.forEach((output, index) => lowering.write(output, lowering.reshape(parts[index]!, output.shape)));
  },
  SplitV(lowering, { operands: [x], outputs, attributes: { axis, sizes } }) {
    const gradients = outputs.map((value) => inputGradientOfPart(lowering, { value, shape: value.shape }));
    if (gradients.every((name) => name !== undefined))
      return outputs.forEach((output, index) => writeBlocks(lowering, output, gradients[index]!));
    const layout = layoutFor(lowering, [x!], outputs);
    const lengths = layout === 'blocked' && axis === 3 ? sizes.map((size) => size / lowering.blockSize) : sizes;
    const inputs = [lowering.read(x!, layout), lowering.builder.integers(lengths)];
    const parts = lowering.builder.nodes('Split', inputs, { axis: axesIn(layout, [axis])[0]! }, sizes.length);
    outputs.forEach((output, index) => lowering.write(output, parts[index]!, layout));
  },
  Slice(lowering, { operands: [x], outputs: [output], attributes: { begin, end } }) {
    if (begin.length === 0) return lowering.write(output!, lowering.read(x!));
    const aligned = lowering.wholeBlocks(begin.at(-1)!);
    const layout = aligned ? layoutFor(lowering, [x!], [output!]) : lowering.layoutOf([x!]);
    const bounds = [begin, end].map((list) => lowering.builder.integers(positionIn(layout, list, lowering.blockSize)));
    lowering.write(output!, lowering.node('Slice', [lowering.read(x!, layout), ...bounds]), layout);
  },
  StridedSlice(lowering, { operands: [x], outputs: [output], attributes: { begin, end, strides } }) {
    const { builder } = lowering;
    const stops = end.map((stop, axis) =>
      stop < 0 ? beforeFirst : strides[axis]! < 0 && stop === -1 ? beforeFirst : stop,
    );
    const lists = [begin, stops, begin.map((_, axis) => axis), strides].map((list) => builder.integers(list));
    lowering.write(output!, lowering.reshape(lowering.node('Slice', [lowering.read(x!), ...lists]), output!.shape));
  },
  PadV2(lowering, { operands: [x], outputs: [output], attributes: { before, after, value } }) {
    const { builder, blockSize } = lowering;
    const aligned = [before, after].every((list) => lowering.wholeBlocks(list.at(-1)!));
    const layout = aligned ? layoutFor(lowering, [x!], [output!]) : lowering.layoutOf([x!]);
    const pads = builder.integers([...positionIn(layout, before, blockSize), ...positionIn(layout, after, blockSize)]);
    const fill = builder.scalar(value, elementTypeOf(x!.value.dtype));
    const axes = builder.integers(before.map((_, axis) => axis));
    lowering.write(output!, lowering.node('Pad', [lowering.read(x!, layout), pads, fill, axes]), layout);
  },
  MirrorPad(lowering, { operands: [x], outputs: [output], attributes: { pads } }) {
    lowering.write(
      output!,
      lowering.node('Pad', [lowering.read(x!), lowering.builder.integers(pads)], { mode: 'reflect' }),
    );
  },
  Reverse(lowering, { operands: [x], outputs: [output], attributes: { axes } }) {
    if (axes.length === 0) return lowering.write(output!, lowering.read(x!));
    const lists = [axes.map(() => -1), axes.map(() => beforeFirst), axes, axes.map(() => -1)];
    lowering.write(
      output!,
      lowering.node('Slice', [lowering.read(x!), ...lists.map((list) => lowering.builder.integers(list))]),
    );
  },
};

/** Blocks serve only where each part holds whole ones. */
function layoutFor(lowering: Lowering, operands: readonly Operand[], outputs: readonly Value[]): Layout {
  const shapes = [...operands, ...outputs].map(({ shape }) => shape);
  const whole = shapes.every((shape) => shape.length === 4 && lowering.wholeBlocks(shape[3]!));
  return whole ? lowering.layoutOf(operands, shapes) : lowering.layoutOf(operands);
}
