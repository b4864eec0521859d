import { z } from 'zod';
import { colorName } from '../../../data/masks/color-keys.ts';
import { colorMask } from '../../../data/masks/color-mask.ts';
import { indexMask } from '../../../data/masks/index-mask.ts';
import type { LabelReader } from '../../../data/masks/label-reader.ts';
import { IGNORE_INDEX } from '../../../tasks/semantic/mask.ts';
import { objectContradictions, objectReader, objectsParam } from './objects.ts';
import { sharedNames, type Contradiction } from '../class-names.ts';
import { colorParam } from '../params.ts';
import { labelOfOthers, meaningsOf, wrongLabels, type Meaning } from './meanings.ts';

const valueParam = z.int().min(0).max(65535);

export const classParam = z.strictObject({
  name: z.string().min(1).describe('Name of the class, in tables and logs.'),
  color: colorParam
    .optional()
    .describe("RGB in which the class is drawn; by default Pascal VOC's colour of this index."),
  values: z
    .array(valueParam)
    .optional()
    .describe("Values in index masks that mean this class; by default the class's index."),
  colors: z
    .array(colorParam)
    .optional()
    .describe("Colours in colour masks that mean this class; by default the class's colour."),
  objects: objectsParam,
});

export const ignoreParam = z
  .strictObject({
    values: z.array(valueParam).default([IGNORE_INDEX]).describe('Values in index masks.'),
    colors: z.array(colorParam).default([]).describe('Colours in colour masks.'),
  })
  .describe(
    'Values or colours of ignored pixels in the masks. The default value, 255, gives way to a class that lists it.',
  );

export const labelsParam = z
  .record(
    z
      .string()
      .regex(
        /^(-?\d+|#[0-9a-fA-F]{6}|\*)$/,
        'a value such as `7`, a colour such as `"#804080"`, or `"*"` for the rest',
      ),
    z.string().min(1),
  )
  .optional()
  .describe(
    'What values in the masks mean: the name of a class, or `ignore`; several may mean one class. Colours are ' +
      'written `"#804080"`; `"*"` is every other value. Without `classes`, the classes are those named here: ' +
      'that of `"*"` first, the others in the order of their smallest value.',
  );

export const offsetParam = z
  .int()
  .min(0)
  .max(65535)
  .default(0)
  .describe(
    'Value of class 0 in index masks; that of class 1 is one more. Lower values are ignored. In ADE20K it is ' +
      '1, and 0 is what has no label.',
  );

export const divisorParam = z
  .int()
  .min(2)
  .optional()
  .describe(
    'Of values from this on, the class is what is before the number of the object: with 1000, 26001 is an ' +
      'object of class 26, as in the `instanceIds` of Cityscapes.',
  );

/** The keys that say what masks mean, with the classes as they are, wherever they were named. */
export interface MaskParams {
  readonly mask_format: 'index' | 'color' | 'objects';
  readonly classes: readonly z.output<typeof classParam>[];
  readonly ignore: z.output<typeof ignoreParam>;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly offset?: number;
  readonly label_divisor?: number | undefined;
}

/** What makes readers of masks. Each value or colour has one meaning: `contradictions` has refused all else. */
export function labelReaders(params: MaskParams): (files: readonly string[]) => LabelReader {
  if (params.mask_format === 'objects') return objectReader(params.classes);
  const labels = new Map(meaningsOf(params).map(({ key, label }) => [key, label]));
  const meanings = { labels, others: labelOfOthers(params), divisor: params.label_divisor };
  return ([file = '']) => (params.mask_format === 'index' ? indexMask(file, meanings) : colorMask(file, meanings));
}

/** Values or colours that have two meanings or none, and classes that share a name. */
export function contradictions(params: MaskParams): Contradiction[] {
  const { classes, mask_format } = params;
  if (mask_format === 'objects') return [...objectContradictions(classes), ...sharedNames(classes)];
  const wrong = wrongLabels(params);
  if (wrong.length > 0) return wrong;
  const first = new Map<number, Meaning>();
  const found = meaningsOf(params).flatMap((meaning): Contradiction[] => {
    const other = first.get(meaning.key);
    if (other === undefined) first.set(meaning.key, meaning);
    if (other === undefined || other.label === meaning.label) return [];
    const what = mask_format === 'index' ? String(meaning.key) : colorName(meaning.key);
    const is = mask_format === 'index' ? 'a value' : 'a colour';
    const message = `expected one meaning of ${what}, it is ${is} of ${other.of} and of ${meaning.of}`;
    return [{ path: meaning.path, message }];
  });
  return [...found, ...sharedNames(classes)];
}
