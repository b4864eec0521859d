import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';
import { type Lowering, toNchwShape } from '../lowering.ts';
import { type Operand, sizeOf } from '../value.ts';
import { explicitPad, type Geometry, geometryOf, type Padding, windowAttributes } from './conv-geometry.ts';
import { transposedAttributes } from './input-gradient.ts';
import { averagedInputGradient, beforeAveraging } from './upsampled.ts';

interface PoolAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: Padding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export const poolingKernels: Kernel[] = [
  pool('MaxPool', maxPool),
  pool('AvgPool', avgPool),
  maxPoolGrad(),
  avgPoolGrad(),
];

type Emit = (lowering: Lowering, x: Operand, geometry: Geometry) => string;

function maxPool(lowering: Lowering, x: Operand, geometry: Geometry): string {
  return lowering.node('MaxPool', [lowering.read(x, 'nchw')], windowAttributes(geometry));
}

/** Averages over whole rows, columns or images are reductions, which are faster. */
function avgPool(lowering: Lowering, x: Operand, geometry: Geometry): string {
  const gradient = isHalving(geometry) ? beforeAveraging(x) : undefined;
  if (gradient) return averagedInputGradient(lowering, gradient);
  const name = lowering.read(x, 'nchw');
  const { kernel: size, input, pads, strides } = geometry;
  const whole = ([0, 1] as const).filter((axis) => size[axis] === input[axis]);
  const rest = ([0, 1] as const).filter((axis) => size[axis] !== input[axis]);
  if (
    whole.length > 0 &&
    rest.every((axis) => size[axis] === 1 && strides[axis] === 1) &&
    pads.every((pad) => pad === 0)
  ) {
    return lowering.node('ReduceMean', [name, lowering.builder.integers(whole.map((axis) => axis + 2))], {
      keepdims: 1,
    });
  }
  return lowering.node('AveragePool', [name], windowAttributes(geometry));
}

function isHalving({ kernel: size, strides, pads, input }: Geometry): boolean {
  return (
    [...size, ...strides].every((step) => step === 2) &&
    pads.every((pad) => pad === 0) &&
    input.every((length) => length % 2 === 0)
  );
}

function pool(name: string, emit: Emit): Kernel {
  return kernel<{ x: TensorInfo }, PoolAttributes, Geometry>(name, {
    record({ inputs: { x }, attrs }) {
      const info = poolInfo(x.shape, attrs);
      return { operands: [x], outputs: [{ shape: info.outShape, dtype: 'float32' }], attributes: geometryOf(info) };
    },
    lower(lowering, { operands: [x], outputs: [output], attributes }) {
      lowering.write(output!, emit(lowering, x!, attributes), 'nchw');
    },
  });
}

/** Sends each gradient to the first greatest element of its window, which MaxPool's second output names. */
function maxPoolGrad(): Kernel {
  return kernel<{ dy: TensorInfo; input: TensorInfo }, PoolAttributes, Geometry>('MaxPoolGrad', {
    record({ inputs: { dy, input }, attrs }) {
      return {
        operands: [dy, input],
        outputs: [{ shape: input.shape, dtype: 'float32' }],
        attributes: geometryOf(poolInfo(input.shape, attrs)),
      };
    },
    lower(lowering, { operands: [dy, input], outputs: [output], attributes }) {
      const { builder } = lowering;
      const pooled = builder.nodes('MaxPool', [lowering.read(input!, 'nchw')], windowAttributes(attributes), 2);
      const zeros = lowering.node('Expand', [builder.scalar(0, 'float32'), builder.integers([sizeOf(input!.shape)])]);
      const [indices, gradient] = [pooled[1]!, lowering.read(dy!, 'nchw')].map((name) => lowering.reshape(name, [-1]));
      const scattered = lowering.node('ScatterElements', [zeros, indices!, gradient!], { axis: 0, reduction: 'add' });
      lowering.write(output!, lowering.reshape(scattered, toNchwShape(input!.shape)), 'nchw');
    },
  });
}

/** Spreads each gradient, divided by the elements its window really saw, over the window. */
function avgPoolGrad(): Kernel {
  return kernel<{ dy: TensorInfo; input: TensorInfo }, PoolAttributes, Geometry>('AvgPoolGrad', {
    record({ inputs: { dy, input }, attrs }) {
      return {
        operands: [dy, input],
        outputs: [{ shape: input.shape, dtype: 'float32' }],
        attributes: geometryOf(poolInfo(input.shape, attrs)),
      };
    },
    lower(lowering, { operands: [dy, input], outputs: [output], attributes }) {
      const channels = input!.shape[3]!;
      const shares = lowering.builder.floats(sharesOf(attributes), [...attributes.output]);
      const shared = lowering.node('Mul', [lowering.read(dy!, 'nchw'), shares]);
      const [height, width] = attributes.kernel;
      const ones = lowering.builder.floats(Array<number>(channels * height * width).fill(1), [
        channels,
        1,
        height,
        width,
      ]);
      const spread = lowering.node('ConvTranspose', [shared, ones], {
        ...transposedAttributes(attributes),
        group: channels,
      });
      lowering.write(output!, spread, 'nchw');
    },
  });
}

/** One over the number of elements inside the image, for each window. */
function sharesOf({ kernel: size, strides, pads, input, output }: Geometry): number[] {
  const counts = ([0, 1] as const).map((axis) =>
    Array.from({ length: output[axis] }, (_, index) => {
      const begin = index * strides[axis] - pads[axis];
      return Math.min(begin + size[axis], input[axis]) - Math.max(begin, 0);
    }),
  );
  return counts[0]!.flatMap((rows) => counts[1]!.map((columns) => 1 / (rows * columns)));
}

function poolInfo(shape: readonly number[], { filterSize, strides, pad, dimRoundingMode }: PoolAttributes) {
  return backend_util.computePool2DInfo(
    [...shape] as [number, number, number, number],
    filterSize,
    strides,
    1,
    explicitPad(pad),
    dimRoundingMode,
  );
}
