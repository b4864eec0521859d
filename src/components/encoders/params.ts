import { z } from 'zod';
import { weightsParam } from '../../weights/weights-param.ts';

/** The keys that every pretrained encoder takes. `pretrained` heeds `weights` and `frozen`. */
export const encoderParams = {
  weights: weightsParam,
  output_stride: z
    .union([z.literal(8), z.literal(16), z.literal(32)])
    .default(32)
    .describe(
      'Size of the image divided by the size of the coarsest feature. With 8 or 16 the last strides are ' +
        'replaced by dilation: features stay larger, for more memory and time.',
    ),
  frozen: z
    .boolean()
    .default(false)
    .describe('Whether weights and statistics stay unchanged. The encoder then runs without gradients.'),
};
