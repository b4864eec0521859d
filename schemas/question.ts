import { z } from 'zod';

const expression = z.string().min(1);

/** A key of `figures`: what a claim may call an expression. */
const ownName = z.string().regex(/^[a-z][a-z0-9_-]*$/i, 'a letter, then letters, digits, dashes and underscores');

export const questionSection = z
  .strictObject({
    asks: z.string().min(1).describe('The question, in words.'),
    needs: z
      .array(z.string().regex(/^[A-Za-z_]\w*$/, 'the name of an environment variable'))
      .default([])
      .describe('Environment variables without which it is not answered, such as those that say where data is.'),
    figures: z
      .record(ownName, expression)
      .default({})
      .describe(
        'Names for figures, which claims may use: `{micro: test/iou/micro, focal: test/iou/macro ' +
          'at(loss.type=focal)}`.',
      ),
    claims: z
      .array(
        z.strictObject({
          claim: expression.describe(
            'What is said of the results of the runs, such as `micro - macro > 0.2`. See docs/claims.md.',
          ),
          because: z.string().min(1).describe('Why one would expect it.'),
          judge: z
            .enum(['mean', 'every'])
            .default('mean')
            .describe(
              '`mean`: whether it holds of the mean over seeds, with 95 % confidence. `every`: whether it ' +
                'holds for each seed, as what is so by definition does.',
            ),
        }),
      )
      .min(1)
      .describe('What is claimed. Each claim holds, fails, or is left open by the runs.'),
    deterministic: z
      .boolean()
      .default(false)
      .describe('Whether other seeds give the same figures, so that one seed is enough to show a claim.'),
  })
  .describe('A question that the runs of the sweep answer: `tessera answer`.');
export type QuestionSection = z.output<typeof questionSection>;
