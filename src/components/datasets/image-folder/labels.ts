import { z } from 'zod';
import { colorKey, colorName } from '../../../data/masks/color-keys.ts';
import { colorMask } from '../../../data/masks/color-mask.ts';
import { indexMask } from '../../../data/masks/index-mask.ts';
import type { LabelReader } from '../../../data/masks/label-reader.ts';
import { IGNORE_INDEX } from '../../../tasks/semantic/mask.ts';
import { vocColor } from '../class-colors.ts';
import { objectContradictions, objectReader, objectsParam } from './objects.ts';
import { sharedNames, type Contradiction } from '../class-names.ts';
import { colorParam } from '../params.ts';

const valueParam = z.int().min(0).max(255);

export const classParam = z.strictObject({
  name: z.string().min(1),
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
  .strictObject({ values: z.array(valueParam).default([IGNORE_INDEX]), colors: z.array(colorParam).default([]) })
  .describe(
    'Values or colours of ignored pixels in the masks. The default value, 255, gives way to a class that lists it.',
  );

export interface MaskParams {
  readonly mask_format: 'index' | 'color' | 'objects';
  readonly classes: readonly z.output<typeof classParam>[];
  readonly ignore: z.output<typeof ignoreParam>;
}

/** What makes readers of masks. Each value or colour has one meaning: `contradictions` has refused all else. */
export function labelReaders(params: MaskParams): (files: readonly string[]) => LabelReader {
  if (params.mask_format === 'objects') return objectReader(params.classes);
  const meanings = { labels: new Map(meaningsOf(params).map(({ key, label }) => [key, label])) };
  return ([file = '']) => (params.mask_format === 'index' ? indexMask(file, meanings) : colorMask(file, meanings));
}

/** Values or colours that have two meanings, and classes that share a name. */
export function contradictions(params: MaskParams): Contradiction[] {
  const { classes, mask_format } = params;
  if (mask_format === 'objects') return [...objectContradictions(classes), ...sharedNames(classes)];
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

interface Meaning {
  /** A value, or a colour's key. */
  readonly key: number;
  readonly label: number;
  /** Who has it, for messages. */
  readonly of: string;
  readonly path: (string | number)[];
}

/** What every value or colour means, as the YAML says it: classes, then what is ignored. */
function meaningsOf({ mask_format, classes, ignore }: MaskParams): Meaning[] {
  const isIndex = mask_format === 'index';
  const ofClasses = classes.flatMap(({ name, color, values, colors }, label): Meaning[] => {
    const written = isIndex ? values : colors?.map(colorKey);
    const keys = written ?? [isIndex ? label : colorKey(color ?? vocColor(label))];
    const of = `\`${name}\` (dataset.classes.${label}${written === undefined ? ', by default' : ''})`;
    return keys.map((key) => ({ key, label, of, path: ['classes', label] }));
  });
  const taken = new Set(ofClasses.map(({ key }) => key));
  const keys = isIndex ? ignore.values : ignore.colors.map(colorKey);
  const isDefault = isIndex && ignore.values.length === 1 && ignore.values[0] === IGNORE_INDEX;
  const ignored = keys
    .filter((key) => !isDefault || !taken.has(key))
    .map((key): Meaning => {
      const of = `what is ignored (dataset.ignore.${isIndex ? 'values' : 'colors'})`;
      return { key, label: IGNORE_INDEX, of, path: ['ignore'] };
    });
  return [...ofClasses, ...ignored];
}
