import { cast } from '../../../engine/onnx/kernels/cast.ts';
import { axesIn, type PlainLayout } from '../../../engine/onnx/layout.ts';
import type { Reduction, reductionKernels } from '../../../engine/recording/kernels/reduction.ts';
import type { Lower, Lowering, LoweringsOf } from '../lowering.ts';
import type { SizedOperand } from '../sized-graph.ts';

export const reductionLowerings: LoweringsOf<typeof reductionKernels> = {
  Sum: reduction('ReduceSum'),
  Mean: reduction('ReduceMean'),
  Max: reduction('ReduceMax'),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd'),
  All: reduction('ReduceMin'),
  Any: reduction('ReduceMax'),
  ArgMax: argument('ArgMax'),
  ArgMin: argument('ArgMin'),
};

function reduction(operator: string): Lower<Reduction> {
  return (lowering, { operands: [x], outputs: [output], attributes: { axes, keepDims, computeIn } }) => {
    const reduced = lowering.fixed(axes, 'the axes of a sum');
    const layout = layoutFor(lowering, x!, reduced, keepDims);
    const name = cast(lowering, lowering.read(x!, layout), x!.value.dtype, computeIn);
    const inLayout = lowering.builder.integers(axesIn(layout, reduced).sort((a, b) => a - b));
    const noop = reduced.length === 0 ? { noop_with_empty_axes: 1 } : {};
    const result = lowering.node(operator, [name, inLayout], { keepdims: keepDims ? 1 : 0, ...noop });
    lowering.write(output!, cast(lowering, result, computeIn, output!.dtype), keepDims ? layout : 'nhwc');
  };
}

/** The index of the first greatest or least value along one axis. */
function argument(operator: string): Lower<Reduction> {
  return (lowering, { operands: [x], outputs: [output], attributes: { axes, computeIn } }) => {
    const [axis] = lowering.fixed(axes, 'an axis');
    const layout = layoutFor(lowering, x!, [axis!], false);
    const name = cast(lowering, lowering.read(x!, layout), x!.value.dtype, computeIn);
    const index = lowering.node(operator, [name], { axis: axesIn(layout, [axis!])[0]!, keepdims: 0 });
    lowering.write(output!, lowering.castTo(index, 'int32'));
  };
}

/** Another layout serves only where the axes that stay are in the same order in it. */
function layoutFor(lowering: Lowering, x: SizedOperand, axes: readonly number[], keepDims: boolean): PlainLayout {
  if (x.shape.length !== 4) return 'nhwc';
  const [, height, width, channels] = [0, 1, 2, 3].map((axis) => !axes.includes(axis));
  return !keepDims && channels && (height || width) ? 'nhwc' : lowering.layoutOf([x]);
}
