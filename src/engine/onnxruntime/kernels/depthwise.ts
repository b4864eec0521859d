import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';
import type { Lowering } from '../lowering.ts';
import type { Operand } from '../value.ts';
import { activate, type Activation } from './activation.ts';
import type { ConvAttributes } from './convolution.ts';
import { explicitPad, type Geometry, geometryOf, tapsOf, windowAttributes } from './conv-geometry.ts';
import { pad, windowAt } from './filter-gradient.ts';
import { transposedAttributes } from './input-gradient.ts';

type Four = [number, number, number, number];

interface Inputs {
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
  readonly bias?: TensorInfo;
  readonly preluActivationWeights?: TensorInfo;
}

interface Fused extends ConvAttributes {
  readonly activation: Activation;
  readonly leakyreluAlpha?: number;
}

/** Filters are [height, width, in, multiplier]; output channel in * multiplier + m. */
export const depthwiseKernels: Kernel[] = [
  kernel<Inputs, ConvAttributes, Geometry>('DepthwiseConv2dNative', {
    record({ inputs: { x, filter }, attrs }) {
      const info = depthwiseInfo(x.shape, filter.shape, attrs);
      return (
        info && {
          operands: [x, filter],
          outputs: [{ shape: info.outShape, dtype: 'float32' }],
          attributes: geometryOf(info),
        }
      );
    },
    lower(lowering, { operands: [x, filter], outputs: [output], attributes }) {
      lowering.write(output!, depthwise(lowering, x!, filter!, undefined, attributes), 'nchw');
    },
  }),
  kernel<Inputs, Fused, Geometry & Pick<Fused, 'activation' | 'leakyreluAlpha'>>('FusedDepthwiseConv2D', {
    record({ inputs: { x, filter, bias, preluActivationWeights }, attrs }) {
      const info = depthwiseInfo(x.shape, filter.shape, attrs);
      if (!info || preluActivationWeights || (bias && bias.shape.length > 1)) return undefined;
      const { activation, leakyreluAlpha = 0.2 } = attrs;
      return {
        operands: bias ? [x, filter, bias] : [x, filter],
        outputs: [{ shape: info.outShape, dtype: 'float32' }],
        attributes: { ...geometryOf(info), activation, leakyreluAlpha },
      };
    },
    lower(lowering, { operands: [x, filter, bias], outputs: [output], attributes }) {
      lowering.write(
        output!,
        activate(lowering, depthwise(lowering, x!, filter!, bias, attributes), attributes),
        'nchw',
      );
    },
  }),
  kernel<{ dy: TensorInfo; filter: TensorInfo }, ConvAttributes & { inputShape: Four }, Geometry>(
    'DepthwiseConv2dNativeBackpropInput',
    {
      record({ inputs: { dy, filter }, attrs }) {
        const info = depthwiseInfo(attrs.inputShape, filter.shape, attrs);
        return (
          info && {
            operands: [dy, filter],
            outputs: [{ shape: attrs.inputShape, dtype: 'float32' }],
            attributes: geometryOf(info),
          }
        );
      },
      lower(lowering, { operands: [dy, filter], outputs: [output], attributes }) {
        const names = [lowering.read(dy!, 'nchw'), groupedFilter(lowering, filter!)];
        const name = lowering.node('ConvTranspose', names, {
          ...transposedAttributes(attributes),
          group: filter!.shape[2]!,
        });
        lowering.write(output!, name, 'nchw');
      },
    },
  ),
  kernel<{ x: TensorInfo; dy: TensorInfo }, ConvAttributes & { filterShape: Four }, Geometry>(
    'DepthwiseConv2dNativeBackpropFilter',
    {
      record({ inputs: { x, dy }, attrs }) {
        const info = depthwiseInfo(x.shape, attrs.filterShape, attrs);
        return (
          info && {
            operands: [x, dy],
            outputs: [{ shape: attrs.filterShape, dtype: 'float32' }],
            attributes: geometryOf(info),
          }
        );
      },
      lower(lowering, { operands: [x, dy], outputs: [output], attributes }) {
        lowering.write(output!, depthwiseFilterGradient(lowering, x!, dy!, output!.shape, attributes));
      },
    },
  ),
];

function depthwiseInfo(x: readonly number[], filter: readonly number[], attrs: ConvAttributes) {
  const { strides, dilations = 1, dimRoundingMode, dataFormat = 'NHWC' } = attrs;
  if (dataFormat !== 'NHWC') return undefined;
  return backend_util.computeConv2DInfo(
    [...x] as Four,
    [...filter] as Four,
    strides,
    dilations,
    explicitPad(attrs.pad),
    dimRoundingMode,
    true,
  );
}

function depthwise(
  lowering: Lowering,
  x: Operand,
  filter: Operand,
  bias: Operand | undefined,
  geometry: Geometry,
): string {
  const [, , inputs, multiplier] = filter.shape as Four;
  const names = [lowering.read(x, 'nchw'), groupedFilter(lowering, filter)];
  if (bias)
    names.push(lowering.node('Expand', [lowering.read(bias), lowering.builder.integers([inputs * multiplier])]));
  return lowering.node('Conv', names, { ...windowAttributes(geometry), group: inputs });
}

/** [in * multiplier, 1, height, width]. */
function groupedFilter(lowering: Lowering, filter: Operand): string {
  const [height, width, inputs, multiplier] = filter.shape as Four;
  return lowering.derive(filter, 'grouped', () =>
    lowering.reshape(lowering.transpose(lowering.read(filter), [2, 3, 0, 1]), [inputs * multiplier, 1, height, width]),
  );
}

function depthwiseFilterGradient(
  lowering: Lowering,
  x: Operand,
  dy: Operand,
  shape: readonly number[],
  geometry: Geometry,
): string {
  const [, , inputs, multiplier] = shape as Four;
  const batch = x.shape[0]!;
  const positions = geometry.output[0] * geometry.output[1];
  const gradient = lowering.reshape(lowering.read(dy, 'nchw'), [batch, inputs, multiplier, positions]);
  const padded = pad(lowering, lowering.read(x, 'nchw'), geometry.pads);
  const parts = tapsOf(geometry).map((tap) => {
    const seen = lowering.reshape(windowAt(lowering, padded, tap, geometry), [batch, inputs, 1, positions]);
    const product = lowering.node('Mul', [seen, gradient]);
    return lowering.node('ReduceSum', [product, lowering.builder.integers([0, 3])], { keepdims: 0 });
  });
  return lowering.reshape(parts.length > 1 ? lowering.node('Concat', parts, { axis: 0 }) : parts[0]!, shape);
}
