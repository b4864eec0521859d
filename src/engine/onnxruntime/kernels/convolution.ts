import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';
import type { Lowering } from '../lowering.ts';
import type { Operand } from '../value.ts';
import { activate, type Activation } from './activation.ts';
import { explicitPad, type Geometry, geometryOf, type Padding, windowAttributes } from './conv-geometry.ts';
import { filterGradient } from './filter-gradient.ts';
import { filterTo } from './filter-order.ts';
import { inputGradient } from './input-gradient.ts';
import { beforeDoubling, convolveDoubled, doubledFilterGradient, isPlain } from './upsampled.ts';

type Four = [number, number, number, number];

export interface ConvAttributes {
  readonly strides: number | [number, number];
  readonly pad: Padding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: number | [number, number];
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

interface Fused extends ConvAttributes {
  readonly activation: Activation;
  readonly leakyreluAlpha?: number;
}

interface FusedInputs {
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
  readonly bias?: TensorInfo;
  readonly preluActivationWeights?: TensorInfo;
}

export const convolutionKernels: Kernel[] = [
  kernel<FusedInputs, ConvAttributes, Geometry>('Conv2D', {
    record({ inputs: { x, filter }, attrs }) {
      const info = convInfo(x.shape, filter.shape, attrs);
      return (
        info && {
          operands: [x, filter],
          outputs: [{ shape: info.outShape, dtype: 'float32' }],
          attributes: geometryOf(info),
        }
      );
    },
    lower(lowering, { operands: [x, filter], outputs: [output], attributes }) {
      const small = isPlain(attributes) ? beforeDoubling(x!) : undefined;
      const name = small
        ? convolveDoubled(lowering, small, filter!, attributes)
        : convolve(lowering, x!, filter!, attributes);
      lowering.write(output!, name, 'nchw');
    },
  }),
  kernel<FusedInputs, Fused, Geometry & Pick<Fused, 'activation' | 'leakyreluAlpha'>>('FusedConv2D', {
    record({ inputs: { x, filter, bias, preluActivationWeights }, attrs }) {
      const info = convInfo(x.shape, filter.shape, attrs);
      if (!info || preluActivationWeights || (bias && bias.shape.length > 1)) return undefined;
      const { activation, leakyreluAlpha = 0.2 } = attrs;
      return {
        operands: bias ? [x, filter, bias] : [x, filter],
        outputs: [{ shape: info.outShape, dtype: 'float32' }],
        attributes: { ...geometryOf(info), activation, leakyreluAlpha },
      };
    },
    lower(lowering, { operands: [x, filter, bias], outputs: [output], attributes }) {
      const names = [lowering.read(x!, 'nchw'), filterTo(lowering, filter!, 'oihw')];
      // ONNX's bias has one number a channel; TensorFlow.js also takes a scalar.
      if (bias)
        names.push(lowering.node('Expand', [lowering.read(bias), lowering.builder.integers([filter!.shape[3]!])]));
      const convolved = lowering.node('Conv', names, windowAttributes(attributes));
      lowering.write(output!, activate(lowering, convolved, attributes), 'nchw');
    },
  }),
  kernel<{ dy: TensorInfo; filter: TensorInfo }, ConvAttributes & { inputShape: Four }, Geometry>(
    'Conv2DBackpropInput',
    {
      record({ inputs: { dy, filter }, attrs }) {
        const info = convInfo(attrs.inputShape, filter.shape, attrs);
        return (
          info && {
            operands: [dy, filter],
            outputs: [{ shape: attrs.inputShape, dtype: 'float32' }],
            attributes: geometryOf(info),
          }
        );
      },
      lower(lowering, { operands: [dy, filter], outputs: [output], attributes }) {
        lowering.write(output!, inputGradient(lowering, dy!, filter!, attributes), 'nchw');
      },
    },
  ),
  kernel<{ x: TensorInfo; dy: TensorInfo }, ConvAttributes & { filterShape: Four }, Geometry>('Conv2DBackpropFilter', {
    record({ inputs: { x, dy }, attrs }) {
      const info = convInfo(x.shape, attrs.filterShape, attrs);
      return (
        info && {
          operands: [x, dy],
          outputs: [{ shape: attrs.filterShape, dtype: 'float32' }],
          attributes: geometryOf(info),
        }
      );
    },
    lower(lowering, { operands: [x, dy], outputs: [output], attributes }) {
      const small = isPlain(attributes) ? beforeDoubling(x!) : undefined;
      const name = small
        ? doubledFilterGradient(lowering, small, dy!, attributes)
        : filterGradient(lowering, x!, dy!, attributes);
      lowering.write(output!, name);
    },
  }),
];

function convInfo(x: readonly number[], filter: readonly number[], attrs: ConvAttributes) {
  const { strides, dilations = 1, pad, dimRoundingMode, dataFormat = 'NHWC' } = attrs;
  if (dataFormat !== 'NHWC') return undefined;
  return backend_util.computeConv2DInfo(
    [...x] as Four,
    [...filter] as Four,
    strides,
    dilations,
    explicitPad(pad),
    dimRoundingMode,
    false,
    'channelsLast',
  );
}

function convolve(lowering: Lowering, x: Operand, filter: Operand, geometry: Geometry): string {
  return lowering.node(
    'Conv',
    [lowering.read(x, 'nchw'), filterTo(lowering, filter, 'oihw')],
    windowAttributes(geometry),
  );
}
