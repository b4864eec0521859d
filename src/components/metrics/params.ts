import { z } from 'zod';

export const perParam = z
  .enum(['image', 'batch', 'dataset'])
  .default('image')
  .describe(
    '`image`: one value per image, then reduced; `batch`: one value per batch, then reduced, so it depends on ' +
      '`train.batch_size`; `dataset`: one value for all images.',
  );

export const reductionParam = z
  .enum(['mean', 'by-images', 'sum', 'none'])
  .default('mean')
  .describe(
    'How the values per image or batch are reduced to one. `by-images`: their mean, in which a batch counts as ' +
      'often as it has images, as with the `AverageMeter` of PyTorch examples; `none` keeps them all, and shows ' +
      'their mean.',
  );

/** The parameters of every metric that divides one sum of pixels by another. */
export const ratioParams = z.strictObject({
  average: z
    .union([
      z.enum(['macro', 'micro', 'weighted', 'none']),
      z.strictObject({ class: z.string().describe('Name of the class.') }),
    ])
    .default('macro')
    .describe(
      '`macro`: mean over the classes that occur in the target, so a class that is only predicted is left out; ' +
        '`micro`: the ratio of the sums over all classes; `weighted`: as `macro`, each class by its pixels in ' +
        'the target; `none`: one value per class, and their mean; `{class: nucleus}`: the value of that class ' +
        'alone.',
    ),
  absent: z
    .enum(['skip', 'zero'])
    .default('skip')
    .describe(
      'What a class counts that the target lacks. `skip`: nothing; `zero`: as in torchmetrics, 0 if it is ' +
        'predicted (but for `specificity`, which is the share as it is), and nothing if not.',
    ),
  per: perParam,
  reduction: reductionParam,
});
export type RatioParams = z.output<typeof ratioParams>;
