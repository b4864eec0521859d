import { z } from 'zod';
import { evaluationSizes, interpolations } from '../../data/dataset.ts';
import { resizePolicies } from '../../data/resize/placement.ts';
import { maskOrientations, maskSizes } from '../../data/sources/photo-pairs.ts';
import type { SlotSchema } from '../../registry/index.ts';

const pixels = z.int().positive();
const policy = z.enum(resizePolicies);

/** The keys that every dataset takes. */
export function commonParams(slot: SlotSchema) {
  return {
    image_size: z
      .union([pixels, z.tuple([pixels, pixels])])
      .describe('Side of the square that samples are resized to, or [height, width]. `resize` says how.'),
    resize: z
      .union([
        policy,
        z.strictObject({
          train: policy.default('cover').describe('For training.'),
          val: policy.default('cover').describe('For validation.'),
          test: policy.default('cover').describe('For the test.'),
        }),
      ])
      .default('cover')
      .describe(
        'How photos become samples of `image_size`, or a way for each split: `{train: cover, val: fit, test: ' +
          'fit}`. `cover`: the shortest side is resized, and the centre is cropped; `fit`: the longest side is ' +
          'resized, and the rest is padding, which is ignored; `stretch`: both sides are resized, whatever the ' +
          'shape; `none`: photos keep their size, so `augmentations` have to end with a crop.',
      ),
    evaluate_at: z
      .enum(evaluationSizes)
      .default('input')
      .describe(
        'What predictions of validation and test are compared with. `input`: the masks as they are resized ' +
          'with the photos, cropped if these are; `original`: the masks at their own size, whole, to which the ' +
          'logits are resized. `cover` then crops nothing.',
      ),
    interpolation: z
      .enum(interpolations)
      .default('bilinear')
      .describe('How images are resized. Masks always take the nearest pixel.'),
    tiles: z
      .strictObject({
        overlap: z
          .int()
          .nonnegative()
          .default(0)
          .describe('The least number of pixels that neighbouring training tiles share.'),
      })
      .optional()
      .describe(
        'Cuts each photo into tiles of `image_size` at its own resolution, instead of resizing it. In ' +
          'validation and test, every pixel counts once.',
      ),
    allow_empty: z
      .array(z.string())
      .default([])
      .describe(
        'Names of classes that may have no pixel in the masks. For any other class, that is an error in the ' +
          'training split, and a warning in the others.',
      ),
    fraction: z
      .number()
      .positive()
      .max(1)
      .default(1)
      .describe(
        "Share of the training samples that are used, drawn with the experiment's seed; a smaller share is a " +
          'part of a larger one.',
      ),
    sampling: z
      .strictObject({
        repeat_threshold: z
          .number()
          .positive()
          .max(1)
          .describe(
            'Share of the training samples below which a class is rare: a sample is drawn about sqrt(threshold ' +
              '/ share of its rarest class) times as often as one without rare classes (Gupta et al. 2019).',
          ),
      })
      .optional()
      .describe(
        'Draws training samples with rare classes more often. An epoch still has as many samples as the split. ' +
          'By default, each sample is drawn once per epoch.',
      ),
    storage: slot('storage').default({ type: 'memory' }).describe('Where resized samples are kept between epochs.'),
  };
}
export type CommonParams = z.output<z.ZodObject<ReturnType<typeof commonParams>>>;

export const maskOrientationParam = z
  .enum(maskOrientations)
  .default('as-shown')
  .describe(
    'How masks lie on photos that EXIF turns: `as-shown` by viewers, or `as-stored` in the file. Photos are ' +
      'always taken as shown.',
  );

export const maskSizeParam = z
  .enum(maskSizes)
  .default('as-photo')
  .describe(
    'Which sizes masks have. `as-photo`: those of their photos, others are refused; `resized`: masks of the ' +
      'same shape are resized to the photo, each pixel taking the nearest.',
  );

/** Ends of file names, after the name of the sample. */
export function suffixParam(what: string, fallback: string) {
  const suffix = z.string().min(1);
  return z
    .union([suffix, z.array(suffix).min(1)])
    .default(fallback)
    .describe(
      `End of a ${what}'s file name, after the sample's name, or a list of ends. Capitals don't matter, and ` +
        '`.jpg` takes `.jpeg` too.',
    );
}

/** Suffixes, of which the first is that of files that are not there. */
export function suffixes(given: string | readonly string[]): readonly string[] {
  return typeof given === 'string' ? [given] : given;
}

export const splitParam = z
  .strictObject({
    train: z
      .number()
      .positive()
      .max(1)
      .default(0.8)
      .describe('Share of the trainval list that is used for training; the rest is for validation.'),
    seed: z.int().nonnegative().optional().describe("Seed of the division; by default the experiment's seed."),
  })
  .describe('How the trainval list is divided.');

const level = z.int().min(0).max(255);
/** RGB. */
export const colorParam = z.tuple([level, level, level]);

export const classesParam = z
  .array(
    z.strictObject({
      name: z.string().min(1).describe('Name of the class, in tables and logs.'),
      color: colorParam.optional().describe("RGB; by default Pascal VOC's colour of this index."),
    }),
  )
  .min(2)
  .max(255)
  .describe('The classes, class 0 first.');
