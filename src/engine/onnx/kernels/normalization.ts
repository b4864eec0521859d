import type { normalizationKernels } from '../../recording/kernels/normalization.ts';
import { axesIn } from '../layout.ts';
import type { LoweringsOf } from '../lowering.ts';
import { float } from '../model.ts';

export const normalizationLowerings: LoweringsOf<typeof normalizationKernels> = {
  FusedBatchNorm(
    lowering,
    { operands: [x, ...vectors], outputs: [output], attributes: { varianceEpsilon, scale, offset } },
  ) {
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
  Softmax(lowering, { operands: [logits], outputs: [output], attributes: { axis } }) {
    const layout = lowering.layoutOf([logits!]);
    lowering.write(
      output!,
      lowering.node('Softmax', [lowering.read(logits!, layout)], { axis: axesIn(layout, [axis])[0]! }),
      layout,
    );
  },
};
