import { z } from 'zod';
import { expectedSource } from './sources/parse-source.ts';

/** A name, an address or a path. That the names of `torchvision://` and the like are right is checked here. */
const source = z
  .string()
  .min(1)
  .superRefine((text, { addIssue }) => {
    const expected = expectedSource(text);
    if (expected !== undefined) addIssue(`expected ${expected}`);
  });

/** The parameter `weights` of every encoder. It has no default: without it the weights are random. */
export const weightsParam = z
  .union([
    source,
    z.strictObject({
      from: source.describe('The same as the text form.'),
      prefix: z
        .string()
        .min(1)
        .optional()
        .describe('Only tensors whose names begin with this are read, and their names lose it: `encoder.`.'),
      map: z
        .record(z.string(), z.string())
        .superRefine((map, { addIssue }) => {
          for (const pattern of Object.keys(map).filter((key) => !isPattern(key)))
            addIssue(`expected a regular expression as key, which \`${pattern}\` is not`);
        })
        .default({})
        .describe(
          'Renames tensors: each key is a regular expression, and its value replaces whatever matches in a name, as ' +
            "Python's `re.sub` does; `$1` is the first group. In order, after `prefix`.",
        ),
      strict: z
        .boolean()
        .default(true)
        .describe(
          'Whether tensors that are missing, left over or of another shape are refused. Without it what fits ' +
            'is loaded, and the rest is named.',
        ),
    }),
  ])
  .optional()
  .describe(
    'Weights to start from: a name such as `imagenet`, `timm/<model>`, `torchvision://<model>`, ' +
      '`hf://<owner>/<repo>/<file>`, an https address, a file, or a run. Without it the weights are random. ' +
      'docs/weights.md has every form.',
  );

function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source !== '(?:)';
  } catch {
    return false;
  }
}

/** Both forms of the parameter. */
export type WeightsSetting = string | WeightsOptions;

export interface WeightsOptions {
  readonly from: string;
  readonly prefix?: string | undefined;
  readonly map: Readonly<Record<string, string>>;
  readonly strict: boolean;
}

/** The long form of either. */
export function weightsOptions(setting: WeightsSetting): WeightsOptions {
  return typeof setting === 'string' ? { from: setting, map: {}, strict: true } : setting;
}
