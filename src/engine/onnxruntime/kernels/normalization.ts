import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';
import { float } from '../onnx/model.ts';

interface BatchNormInputs {
  readonly x: TensorInfo;
  readonly mean: TensorInfo;
  readonly variance: TensorInfo;
  readonly offset?: TensorInfo;
  readonly scale?: TensorInfo;
}

interface BatchNormAttributes {
  readonly varianceEpsilon: number;
  readonly offset: boolean;
  readonly scale: boolean;
}

export const normalizationKernels: Kernel[] = [
  kernel<BatchNormInputs, { varianceEpsilon?: number }, BatchNormAttributes>('FusedBatchNorm', {
    record({ inputs: { x, mean, variance, offset, scale }, attrs: { varianceEpsilon = 0.001 } }) {
      const vectors = [scale, offset, mean, variance].filter((vector) => vector !== undefined);
      if (x.shape.length !== 4 || vectors.some((vector) => vector.shape.length !== 1)) return undefined;
      return {
        operands: [x, ...vectors],
        outputs: [{ shape: x.shape, dtype: 'float32' }],
        attributes: { varianceEpsilon, offset: Boolean(offset), scale: Boolean(scale) },
      };
    },
    lower(lowering, { operands: [x, ...vectors], outputs: [output], attributes: { varianceEpsilon, scale, offset } }) {
      const names = vectors.map((vector) => lowering.read(vector));
      const constant = (value: number) => lowering.builder.floats(Array<number>(x!.shape[3]!).fill(value));
      if (!scale) names.unshift(constant(1));
      if (!offset) names.splice(1, 0, constant(0));
      const attributes = { epsilon: float(varianceEpsilon) };
      lowering.write(
        output!,
        lowering.node('BatchNormalization', [lowering.read(x!, 'nchw'), ...names], attributes),
        'nchw',
      );
    },
  }),
  kernel<{ logits: TensorInfo }, { dim: number }, { axis: number }>('Softmax', {
    record({ inputs: { logits }, attrs: { dim } }) {
      const axis = dim < 0 ? dim + logits.shape.length : dim;
      return { operands: [logits], outputs: [{ shape: logits.shape, dtype: 'float32' }], attributes: { axis } };
    },
    lower(lowering, { operands: [logits], outputs: [output], attributes: { axis } }) {
      const layout = lowering.layoutOf([logits!]);
      const axisThere = layout === 'nchw' ? [0, 2, 3, 1][axis]! : axis;
      lowering.write(output!, lowering.node('Softmax', [lowering.read(logits!, layout)], { axis: axisThere }), layout);
    },
  }),
];
