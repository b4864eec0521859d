import { z } from 'zod';

const low = z.number().describe('The smallest value.');
const high = z.number().describe('The largest value.');

/** What a value is drawn from: for random points, and for whoever searches. */
export const distribution = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('uniform').describe('Every number between `low` and `high` is as likely.'),
      low,
      high,
    }),
    z.strictObject({
      type: z
        .literal('log-uniform')
        .describe('The logarithm is uniform: 1e-4 to 1e-3 is as likely as 1e-3 to 1e-2. Both ends are above 0.'),
      low: z.number().positive().describe('The smallest value, above 0.'),
      high: z.number().positive().describe('The largest value.'),
    }),
    z.strictObject({
      type: z.literal('integer').describe('Every whole number from `low` to `high`, both included, is as likely.'),
      low: z.int().describe('The smallest value.'),
      high: z.int().describe('The largest value.'),
    }),
    z.strictObject({
      type: z.literal('choice').describe('Every one of the values is as likely.'),
      values: z.array(z.unknown()).min(1).describe('The values: numbers, texts, lists, sections, or `null`.'),
    }),
    z.strictObject({
      type: z.literal('normal').describe('A normal distribution.'),
      mean: z.number().describe('Its mean.'),
      std: z.number().positive().describe('Its standard deviation.'),
    }),
  ])
  .superRefine((value, { addIssue }) => {
    if (!('low' in value) || value.low < value.high) return;
    const message = `expected \`high\` above \`low\`, got ${value.high} and ${value.low}`;
    addIssue({ code: 'custom', path: ['high'], message });
  });
export type Distribution = z.output<typeof distribution>;
