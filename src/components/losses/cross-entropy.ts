import { z } from 'zod';
import { TesseraError } from '../../core/errors/index.ts';
import { defineComponent, type Loss } from '../../registry/index.ts';
import { classWeight } from '../../tasks/semantic/class-weight.ts';
import { checkIgnoreIndex, ignoreIndexParam } from './ignore-index.ts';

export const crossEntropy = defineComponent({
  kind: 'loss',
  type: 'cross-entropy',
  description: 'Softmax cross-entropy, averaged over the pixels that are not ignored, as `torch.nn.CrossEntropyLoss`.',
  params: z.strictObject({
    ignore_index: ignoreIndexParam,
    weight: z
      .array(z.number().nonnegative())
      .optional()
      .describe('One weight per class, in the order of the classes; by default all are 1.'),
    label_smoothing: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Share of the target that is spread evenly over all classes.'),
  }),
  async build({ ignore_index, weight, label_smoothing }, { classes }) {
    checkIgnoreIndex(ignore_index, classes);
    if (weight && weight.length !== classes.length) throw wrongCount(classes.length, weight.length);
    const { crossEntropyLoss } = await import('./cross-entropy-loss.ts');
    const options = { ignoreIndex: ignore_index, weight, labelSmoothing: label_smoothing };
    return Object.assign<Loss, Pick<Loss, 'weightOf'>>((logits, target) => crossEntropyLoss(logits, target, options), {
      weightOf: (masks) => classWeight(masks, { classes: classes.length, ...options }),
    });
  },
});

function wrongCount(expected: number, got: number): TesseraError {
  const message = `loss.weight must have one entry per class, ${expected}; got ${got}`;
  return new TesseraError({ code: 'bad-value', path: 'loss.weight', message });
}
