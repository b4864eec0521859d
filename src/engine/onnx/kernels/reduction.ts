import type { Reduction, reductionKernels } from '../../recording/kernels/reduction.ts';
import type { Operand } from '../../recording/value.ts';
import { axesIn, type Layout } from '../layout.ts';
import type { Lower, Lowering, LoweringsOf } from '../lowering.ts';
import { cast } from './cast.ts';

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
  return (lowering, { operands: [x], outputs: [output], attributes }) => {
    const { axes, keepDims, computeIn } = attributes;
    const layout = layoutFor(lowering, x!, attributes);
    const name = cast(lowering, lowering.read(x!, layout), x!.value.dtype, computeIn);
    const list = lowering.builder.integers(axesIn(layout, axes));
    const noop = axes.length === 0 ? { noop_with_empty_axes: 1 } : {};
    const reduced = lowering.node(operator, [name, list], { keepdims: keepDims ? 1 : 0, ...noop });
    lowering.write(output!, cast(lowering, reduced, computeIn, output!.dtype), keepDims ? layout : 'nhwc');
  };
}

function argument(operator: string): Lower<Reduction> {
  return (lowering, { operands: [x], outputs: [output], attributes }) => {
    const layout = layoutFor(lowering, x!, attributes);
    const numbers = cast(lowering, lowering.read(x!, layout), x!.value.dtype, attributes.computeIn);
    const index = lowering.node(operator, [numbers], { axis: axesIn(layout, attributes.axes)[0]!, keepdims: 0 });
    lowering.write(output!, lowering.castTo(index, 'int32'));
  };
}

/** NCHW serves only where the axes that stay are in the same order in both layouts. */
function layoutFor(lowering: Lowering, x: Operand, { axes, keepDims }: Reduction): Layout {
  if (x.shape.length !== 4) return 'nhwc';
  const [, height, width, channels] = [0, 1, 2, 3].map((axis) => !axes.includes(axis));
  const reorders = channels && (height || width);
  return keepDims || !reorders ? lowering.layoutOf([x]) : 'nhwc';
}
