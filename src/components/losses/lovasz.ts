import { z } from 'zod';
import { defineComponent, type Loss } from '../../registry/index.ts';
import { ignoreIndexParam, ignoreIndexProblems } from './ignore-index.ts';
import { countedImages } from './overlap.ts';

export const lovasz = defineComponent({
  kind: 'loss',
  type: 'lovasz',
  description:
    'Lovász-Softmax loss (Berman et al. 2018): the Lovász extension of one minus the IoU, mean over the ' +
    'classes that the target has. It sorts the pixels of each class, which takes longer than other losses.',
  params: z.strictObject({
    per: z
      .enum(['batch', 'image'])
      .default('batch')
      .describe('`batch`: the IoU of all pixels of a batch; `image`: that of each image, then their mean.'),
    ignore_index: ignoreIndexParam,
  }),
  check: ({ ignore_index }, { classes }) => ignoreIndexProblems(ignore_index, classes),
  async build({ per, ignore_index }, { classes }) {
    const { lovaszLoss } = await import('./lovasz-loss.ts');
    const options = { ignoreIndex: ignore_index, perImage: per === 'image' };
    return Object.assign<Loss, Pick<Loss, 'weightOf'>>((logits, target) => lovaszLoss(logits, target, options), {
      weightOf: (masks, images) => countedImages(masks, images, { classes: classes.length, ignoreIndex: ignore_index }),
    });
  },
});
