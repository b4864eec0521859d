import { z } from 'zod';
import { TesseraError } from '../core/errors/index.ts';
import { migrate } from '../core/format/index.ts';
import { jsonNumber } from '../core/json.ts';
import { descriptionKey, networkDescriptionSchema } from '../train/network-description.ts';
import { imageInputs, modelOutputs } from './form.ts';

/** What a model that a run was exported to says of itself: JSON under the key `tessera` of its metadata. */
export const descriptionSchema = networkDescriptionSchema.extend({
  /** The checkpoint, such as `best`, and the optimizer steps after which it was saved. */
  checkpoint: z.string(),
  step: z.int().nonnegative(),
  /** The sizes that the model takes, [height, width]; `free`: all whose sides are multiples of `resize.multiple`. */
  sizes: z.union([z.literal('free'), z.array(z.tuple([z.int(), z.int()]))]),
  /** `uint8`: the model normalises; `float`: who calls it does. */
  input: z.enum(imageInputs),
  output: z.enum(modelOutputs),
  /** The run's figures on its test split, if this is its best checkpoint. */
  metrics: z.record(z.string(), jsonNumber),
});
export type Description = z.output<typeof descriptionSchema>;

/**
 * Checks the text of a description. `file` is what messages call the model.
 * @throws TesseraError `bad-export`; `newer-format` if a newer version wrote it
 */
export function parseDescription(text: string | undefined, file: string): Description {
  if (text === undefined) throw badExport(file, `its metadata has no key \`${descriptionKey}\``);
  const parsed = descriptionSchema.safeParse(migrate(parseJson(text, file), { document: 'export', file }));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badExport(file, `${issue!.path.join('.')} of its metadata is wrong: ${issue!.message}`, parsed.error);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badExport(file, 'its metadata is no JSON', error);
  }
}

export function badExport(file: string, why: string, cause?: unknown): TesseraError {
  return new TesseraError(
    {
      code: 'bad-export',
      message: `expected a model that \`tessera export\` wrote, got ${file}: ${why}`,
      hints: ['export the run again: tessera export <run> --to onnx'],
    },
    { cause },
  );
}
