import { basename } from 'node:path';
import { z } from 'zod';
import { listed } from '../../../core/listed.ts';
import { TesseraError } from '../../../core/errors/index.ts';
import type { LabelReader } from '../../../data/masks/label-reader.ts';
import { objectMasks } from '../../../data/masks/object-masks.ts';
import type { Contradiction } from '../class-names.ts';

export const objectsParam = z
  .string()
  .min(1)
  .optional()
  .describe(
    'Where each mask file is one object (`mask_format: objects`): the names of the mask files of this class, ' +
      'such as `*car*`, where `*` is any text. Of two classes, all objects are the second by default.',
  );

interface ObjectClass {
  readonly name: string;
  readonly objects?: string | undefined;
}

/** What makes a photo's label map of the masks of its objects: class 0 where there is none. */
export function objectReader(classes: readonly ObjectClass[]): (files: readonly string[]) => LabelReader {
  const patterns = patternsOf(classes).map(({ pattern, label }) => ({ matches: matcher(pattern), label }));
  const known = patternsOf(classes).map(({ pattern }) => `\`${pattern}\``);
  return (files) => {
    const objects = files.map((file) => ({
      file,
      label: patterns.find(({ matches }) => matches(basename(file)))?.label,
    }));
    const strange = objects.filter(({ label }) => label === undefined);
    if (strange.length === 0) return objectMasks(objects.map(({ file, label }) => ({ file, label: label! })));
    const problems = strange.map(({ file }) => ({
      code: 'bad-mask-value' as const,
      message: `the mask ${file} is an object of no class; expected its name to be one of ${listed(known, 16)}`,
    }));
    return { ...objectMasks([]), files, open: () => Promise.reject(new TesseraError(problems)) };
  };
}

/** Classes whose objects can't be told, and names that are of two classes. */
export function objectContradictions(classes: readonly ObjectClass[]): Contradiction[] {
  const patterns = patternsOf(classes);
  return classes.slice(1).flatMap(({ name, objects }, index): Contradiction[] => {
    const label = index + 1;
    const path = ['classes', label];
    if (objects === undefined && classes.length > 2)
      return [
        {
          path,
          message:
            `expected \`objects\` of \`${name}\`, the names of its mask files, since there are ` +
            `${classes.length - 1} classes of objects`,
        },
      ];
    const first = patterns.find(({ pattern }) => pattern === objects);
    if (!first || first.label === label) return [];
    return [
      {
        path,
        message:
          `expected one class for each mask file, \`${objects}\` is dataset.classes.${first.label} and ` +
          `dataset.classes.${label}`,
      },
    ];
  });
}

function patternsOf(classes: readonly ObjectClass[]): { readonly pattern: string; readonly label: number }[] {
  return classes.flatMap(({ objects }, label) => {
    const pattern = objects ?? (classes.length === 2 && label === 1 ? '*' : undefined);
    return pattern === undefined ? [] : [{ pattern, label }];
  });
}

/** Capitals and the encoding of accents don't matter. */
function matcher(pattern: string): (name: string) => boolean {
  const parts = pattern
    .normalize('NFC')
    .split('*')
    .map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`, 'iu');
  return (name) => expression.test(name.normalize('NFC'));
}
