import { axesIn } from '../../../engine/onnx/layout.ts';
import { float } from '../../../engine/onnx/model.ts';
import type { normalizationKernels } from '../../../engine/recording/kernels/normalization.ts';
import type { LoweringsOf } from '../lowering.ts';

export const normalizationLowerings: LoweringsOf<typeof normalizationKernels> = {
  FusedBatchNorm(lowering, { operands: [x, ...vectors], outputs: [output], attributes }) {
    const names = vectors.map((vector) => lowering.read(vector));
    const [channels, epsilon] = lowering.fixed([x!.shape[3]!, attributes.varianceEpsilon], 'a number of channels');
    const constant = (value: number) => lowering.builder.floats(Array<number>(channels!).fill(value));
    if (!attributes.scale) names.unshift(constant(1));
    if (!attributes.offset) names.splice(1, 0, constant(0));
    const inputs = [lowering.read(x!, 'nchw'), ...names];
    lowering.write(output!, lowering.node('BatchNormalization', inputs, { epsilon: float(epsilon!) }), 'nchw');
  },
  Softmax(lowering, { operands: [logits], outputs: [output], attributes: { axis } }) {
    const layout = logits!.shape.length === 4 ? lowering.layoutOf([logits!]) : 'nhwc';
    const [along] = axesIn(layout, lowering.fixed([axis], 'an axis'));
    lowering.write(output!, lowering.node('Softmax', [lowering.read(logits!, layout)], { axis: along! }), layout);
  },
};
