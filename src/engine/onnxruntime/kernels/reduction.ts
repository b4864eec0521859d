import { backend_util, type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';
import { axesIn, type Layout, type Lowering } from '../lowering.ts';
import type { Operand } from '../value.ts';
import { cast } from './cast.ts';

interface Reduction {
  readonly axes: number[];
  readonly keepDims: boolean;
}

/** Max names its axes unlike the others. Without axes, all are reduced. */
interface ReductionAttributes {
  readonly axis?: number | number[] | null;
  readonly reductionIndices?: number | number[] | null;
  readonly keepDims?: boolean;
}

interface Types {
  /** ONNX reduces numbers only; booleans are reduced as int32. */
  readonly compute: (dtype: DataType) => DataType;
  readonly result: (dtype: DataType) => DataType;
}

const same: Types = { compute: (dtype) => (dtype === 'bool' ? 'int32' : dtype), result: (dtype) => dtype };
const floats: Types = { compute: () => 'float32', result: () => 'float32' };
const counted: Types = { compute: same.compute, result: same.compute };
const truth: Types = { compute: () => 'int32', result: () => 'bool' };

export const reductionKernels: Kernel[] = [
  reduction('Sum', 'ReduceSum', counted),
  reduction('Mean', 'ReduceMean', floats),
  reduction('Max', 'ReduceMax', same),
  reduction('Min', 'ReduceMin', same),
  reduction('Prod', 'ReduceProd', counted),
  reduction('All', 'ReduceMin', truth),
  reduction('Any', 'ReduceMax', truth),
  argument('ArgMax'),
  argument('ArgMin'),
];

function reduction(kernelName: string, operator: string, types: Types): Kernel {
  return kernel<{ x: TensorInfo }, ReductionAttributes, Reduction>(kernelName, {
    record({ inputs: { x }, attrs: { axis, reductionIndices, keepDims = false } }) {
      const axes = util.parseAxisParam((axis ?? reductionIndices)!, x.shape);
      const shape = outputShape(x.shape, axes, keepDims);
      return { operands: [x], outputs: [{ shape, dtype: types.result(x.dtype) }], attributes: { axes, keepDims } };
    },
    lower(lowering, { operands: [x], outputs: [output], attributes }) {
      const layout = layoutFor(lowering, x!, attributes);
      const name = cast(lowering, lowering.read(x!, layout), x!.value.dtype, types.compute(x!.value.dtype));
      const axes = lowering.builder.integers(axesIn(layout, attributes.axes));
      const noop = attributes.axes.length === 0 ? { noop_with_empty_axes: 1 } : {};
      const reduced = lowering.node(operator, [name, axes], { keepdims: attributes.keepDims ? 1 : 0, ...noop });
      const produced = cast(lowering, reduced, types.compute(x!.value.dtype), output!.dtype);
      lowering.write(output!, produced, attributes.keepDims ? layout : 'nhwc');
    },
  });
}

function argument(name: string): Kernel {
  return kernel<{ x: TensorInfo }, { axis: number }, Reduction>(name, {
    record({ inputs: { x }, attrs: { axis } }) {
      const axes = util.parseAxisParam(axis, x.shape);
      return {
        operands: [x],
        outputs: [{ shape: outputShape(x.shape, axes, false), dtype: 'int32' }],
        attributes: { axes, keepDims: false },
      };
    },
    lower(lowering, { operands: [x], outputs: [output], attributes }) {
      const layout = layoutFor(lowering, x!, attributes);
      const numbers = cast(lowering, lowering.read(x!, layout), x!.value.dtype, same.compute(x!.value.dtype));
      const index = lowering.node(name, [numbers], { axis: axesIn(layout, attributes.axes)[0]!, keepdims: 0 });
      lowering.write(output!, lowering.node('Cast', [index], { to: 6 }));
    },
  });
}

function outputShape(shape: number[], axes: number[], keepDims: boolean): number[] {
  const [kept] = backend_util.computeOutAndReduceShapes(shape, axes);
  return keepDims ? backend_util.expandShapeToKeepDim(kept, axes) : kept;
}

/** NCHW serves only where the axes that stay are in the same order in both layouts. */
function layoutFor(lowering: Lowering, x: Operand, { axes, keepDims }: Reduction): Layout {
  if (x.shape.length !== 4) return 'nhwc';
  const [, height, width, channels] = [0, 1, 2, 3].map((axis) => !axes.includes(axis));
  const reorders = channels && (height || width);
  return keepDims || !reorders ? lowering.layoutOf([x]) : 'nhwc';
}
