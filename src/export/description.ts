import { z } from 'zod';
import { TesseraError } from '../core/errors/index.ts';
import { migrate } from '../core/format/index.ts';
import { jsonNumber } from '../core/json.ts';
import { interpolations } from '../data/dataset.ts';
import { resizePolicies } from '../data/resize/placement.ts';
import { imageInputs, modelOutputs } from './form.ts';

const imageSize = z.object({ height: z.int().positive(), width: z.int().positive() });
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** What a model that a run was exported to says of itself: JSON under the key `tessera` of its metadata. */
export const descriptionSchema = z.object({
  /** The run's name and id. */
  name: z.string(),
  id: z.string(),
  /** The checkpoint, such as `best`, and the optimizer steps after which it was saved. */
  checkpoint: z.string(),
  step: z.int().nonnegative(),
  /** Class 0 first; colours are RGB, 0 to 255. */
  classes: z.array(z.object({ name: z.string(), color: z.tuple([z.int(), z.int(), z.int()]) })),
  /** The value of pixels in masks that don't count; no answer has it. */
  ignore: z.int(),
  /** How a photo becomes an input. Height and width of the input are multiples of `multiple`. */
  resize: z.object({
    policy: z.enum(resizePolicies),
    size: imageSize,
    multiple: z.int().positive(),
    interpolation: z.enum(interpolations),
  }),
  /** The sizes that the model takes, [height, width]; `free`: all whose sides are such multiples. */
  sizes: z.union([z.literal('free'), z.array(z.tuple([z.int(), z.int()]))]),
  /** Pixels enter the network as (x / 255 - mean) / std. */
  normalization: z.object({ mean: perChannel, std: perChannel }),
  /** `uint8`: the model normalises; `float`: who calls it does. */
  input: z.enum(imageInputs),
  output: z.enum(modelOutputs),
  /** The run's figures on its test split, if this is its best checkpoint. */
  metrics: z.record(z.string(), jsonNumber),
  /** The version of Tessera that wrote it. */
  version: z.string(),
});
export type Description = z.output<typeof descriptionSchema>;

/** The key of the metadata. */
export const descriptionKey = 'tessera';

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
