import { backend_util, type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';
import { numeric } from './elementwise.ts';

export interface Reduction {
  readonly axes: number[];
  readonly keepDims: boolean;
  /** The type in which it is computed: graphs reduce numbers only. */
  readonly computeIn: DataType;
}

/** Max names its axes unlike the others. Without axes, all are reduced. */
interface Attributes {
  readonly axis?: number | number[] | null;
  readonly reductionIndices?: number | number[] | null;
  readonly keepDims?: boolean;
}

interface Rule {
  readonly computeIn: (dtype: DataType) => DataType;
  readonly result: (dtype: DataType) => DataType;
}

const same: Rule = { computeIn: numeric, result: (dtype) => dtype };
const floats: Rule = { computeIn: () => 'float32', result: () => 'float32' };
const counted: Rule = { computeIn: numeric, result: numeric };
const truth: Rule = { computeIn: () => 'int32', result: () => 'bool' };

export const reductionKernels = {
  Sum: reduction(counted),
  Mean: reduction(floats),
  Max: reduction(same),
  Min: reduction(same),
  Prod: reduction(counted),
  All: reduction(truth),
  Any: reduction(truth),
  ArgMax: argument(),
  ArgMin: argument(),
};

function reduction({ computeIn, result }: Rule): Kernel<Reduction> {
  return kernel<{ x: TensorInfo }, Attributes, Reduction>(
    ({ inputs: { x }, attrs: { axis, reductionIndices, keepDims = false } }) => {
      const axes = util.parseAxisParam((axis ?? reductionIndices)!, x.shape);
      return {
        operands: [x],
        outputs: [{ shape: reducedShape(x.shape, axes, keepDims), dtype: result(x.dtype) }],
        attributes: { axes, keepDims, computeIn: computeIn(x.dtype) },
      };
    },
  );
}

/** The index of the first greatest or least value along one axis. */
function argument(): Kernel<Reduction> {
  return kernel<{ x: TensorInfo }, { axis: number }, Reduction>(({ inputs: { x }, attrs: { axis } }) => {
    const axes = util.parseAxisParam(axis, x.shape);
    return {
      operands: [x],
      outputs: [{ shape: reducedShape(x.shape, axes, false), dtype: 'int32' }],
      attributes: { axes, keepDims: false, computeIn: numeric(x.dtype) },
    };
  });
}

function reducedShape(shape: number[], axes: number[], keepDims: boolean): number[] {
  const [kept] = backend_util.computeOutAndReduceShapes(shape, axes);
  return keepDims ? backend_util.expandShapeToKeepDim(kept, axes) : kept;
}
