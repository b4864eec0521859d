import type { Reduction, reductionKernels } from '../../recording/kernels/reduction.ts';
import type { Operand } from '../../recording/value.ts';
import { axesIn, type Layout, type PlainLayout, shapeIn } from '../layout.ts';
import type { Lower, Lowering, LoweringsOf } from '../lowering.ts';
import { cast } from './cast.ts';
import { argumentInFloats } from './gpu/argument.ts';
import { sum } from './sum.ts';

export const reductionLowerings: LoweringsOf<typeof reductionKernels> = {
  Sum: reduction(sumNode(false)),
  Mean: reduction(sumNode(true)),
  Max: reduction(node('ReduceMax')),
  Min: reduction(node('ReduceMin')),
  Prod: reduction(node('ReduceProd')),
  All: reduction(node('ReduceMin')),
  Any: reduction(node('ReduceMax')),
  ArgMax: argument('ArgMax', 'ReduceMax'),
  ArgMin: argument('ArgMin', 'ReduceMin'),
};

/** Reduces numbers of `shape` over `axes`, both in the layout in which the numbers lie. Returns the result's name. */
type Reduce = (lowering: Lowering, name: string, shape: readonly number[], attributes: Reduction) => string;

function reduction(reduce: Reduce): Lower<Reduction> {
  return (lowering, { operands: [x], outputs: [output], attributes }) => {
    const { keepDims, computeIn } = attributes;
    const layout = layoutFor(lowering, x!, attributes, true);
    const name = cast(lowering, lowering.read(x!, layout), x!.value.dtype, computeIn);
    const axes = axesIn(layout, attributes.axes).sort((a, b) => a - b);
    const shape = shapeIn(layout, x!.shape, lowering.blockSize);
    const result = cast(lowering, reduce(lowering, name, shape, { ...attributes, axes }), computeIn, output!.dtype);
    if (keepDims) return lowering.write(output!, result, layout);
    lowering.write(output!, layout === 'blocked' ? lowering.reshape(result, output!.shape) : result);
  };
}

function node(operator: string): Reduce {
  return (lowering, name, _, { axes, keepDims }) => {
    const noop = axes.length === 0 ? { noop_with_empty_axes: 1 } : {};
    return lowering.node(operator, [name, lowering.builder.integers(axes)], { keepdims: keepDims ? 1 : 0, ...noop });
  };
}

/** Whole numbers lose nothing when they are added in any order. */
function sumNode(mean: boolean): Reduce {
  const whole = node('ReduceSum');
  return (lowering, name, shape, attributes) => {
    const { axes, keepDims, computeIn } = attributes;
    if (computeIn !== 'float32') return whole(lowering, name, shape, attributes);
    return sum(lowering, name, shape, { axes, keepDims, mean });
  };
}

function argument(operator: string, reduce: 'ReduceMax' | 'ReduceMin'): Lower<Reduction> {
  return (lowering, { operands: [x], outputs: [output], attributes }) => {
    const layout = overManyChannels(x!, attributes) ? 'nhwc' : layoutFor(lowering, x!, attributes, false);
    const numbers = cast(lowering, lowering.read(x!, layout), x!.value.dtype, attributes.computeIn);
    const axis = axesIn(layout, attributes.axes)[0]!;
    if (lowering.gpu && attributes.computeIn === 'float32') {
      const shape = shapeIn(layout, x!.shape, lowering.blockSize);
      return lowering.write(output!, argumentInFloats(lowering, numbers, shape, axis, reduce));
    }
    const index = lowering.node(operator, [numbers], { axis, keepdims: 0 });
    lowering.write(output!, lowering.castTo(index, 'int32'));
  };
}

/** Whether an index is sought along so many channels that ONNX Runtime finds it faster where they lie side by side. */
function overManyChannels({ shape }: Operand, { axes }: Reduction): boolean {
  return shape.length === 4 && axes[0] === 3 && shape[3]! > 8;
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
