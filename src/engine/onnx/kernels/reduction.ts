import type { Reduction, reductionKernels } from '../../recording/kernels/reduction.ts';
import type { Operand } from '../../recording/value.ts';
import { axesIn, type Layout, type PlainLayout } from '../layout.ts';
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
    const layout = layoutFor(lowering, x!, attributes, true);
    const name = cast(lowering, lowering.read(x!, layout), x!.value.dtype, computeIn);
    const list = lowering.builder.integers(axesIn(layout, axes));
    const noop = axes.length === 0 ? { noop_with_empty_axes: 1 } : {};
    const reduced = lowering.node(operator, [name, list], { keepdims: keepDims ? 1 : 0, ...noop });
    const result = cast(lowering, reduced, computeIn, output!.dtype);
    if (keepDims) return lowering.write(output!, result, layout);
    lowering.write(output!, layout === 'blocked' ? lowering.reshape(result, output!.shape) : result);
  };
}

function argument(operator: string): Lower<Reduction> {
  return (lowering, { operands: [x], outputs: [output], attributes }) => {
    const layout = layoutFor(lowering, x!, attributes, false);
    const numbers = cast(lowering, lowering.read(x!, layout), x!.value.dtype, attributes.computeIn);
    const index = lowering.node(operator, [numbers], { axis: axesIn(layout, attributes.axes)[0]!, keepdims: 0 });
    lowering.write(output!, lowering.castTo(index, 'int32'));
  };
}

/** Another layout serves only where the axes that stay are in the same order in it. */
function layoutFor(lowering: Lowering, x: Operand, { axes, keepDims }: Reduction, blocks: false): PlainLayout;
function layoutFor(lowering: Lowering, x: Operand, { axes, keepDims }: Reduction, blocks: boolean): Layout;
function layoutFor(lowering: Lowering, x: Operand, { axes, keepDims }: Reduction, blocks: boolean): Layout {
  if (x.shape.length !== 4) return 'nhwc';
  const [, height, width, channels] = [0, 1, 2, 3].map((axis) => !axes.includes(axis));
  const reorders = channels && (height || width);
  if (!keepDims && reorders) return 'nhwc';
  return blocks ? lowering.layoutOf([x], [x.shape]) : lowering.layoutOf([x]);
}
