import type { ValueTotal } from '../../../data/survey/survey.ts';
import { likelyMeaning } from '../likely-meaning.ts';
import type { MaskParams } from './labels.ts';

/** The most classes that are written out. */
const WRITTEN = 24;

/** What the values or colours in masks probably mean, as lines of YAML for the section `dataset`. */
export function explain(
  values: readonly ValueTotal[],
  { mask_format, classes }: Pick<MaskParams, 'mask_format' | 'classes'>,
): readonly string[] {
  const found = values.flatMap(({ value }) => value ?? []);
  const unknown = values.flatMap(({ value, label }) => (label === undefined ? (value ?? []) : []));
  if (mask_format === 'objects') return [];
  if (mask_format === 'color') return [...indexInstead(found), ...toIgnore(unknown, 'colors')];
  const meaning = likelyMeaning(found.map(Number).filter(Number.isInteger), classes.length);
  if (!meaning) return toIgnore(unknown, 'values');
  const { cause, ignore } = meaning;
  const written = classes
    .slice(0, WRITTEN)
    .map(({ name }, label) => `{name: ${name}, values: [${meaning.classes[label]!.join(', ')}]}`);
  const more = classes.length > WRITTEN ? ', ...' : '';
  return [
    `${cause}; if so, write in the section \`dataset\`:`,
    `\`classes: [${written.join(', ')}${more}]\``,
    `\`ignore: {values: [${ignore.join(', ')}]}\``,
  ];
}

/** Colours that are all grey, and dark, are numbers of classes. */
function indexInstead(colors: readonly string[]): string[] {
  const isNumber = (color: string) => /^\[(\d{1,2}), \1, \1\]$/.test(color);
  return colors.length > 0 && colors.every(isNumber)
    ? ['the colours are dark greys, which are numbers of classes: `mask_format: index`']
    : [];
}

function toIgnore(unknown: readonly string[], key: 'values' | 'colors'): string[] {
  if (unknown.length === 0 || unknown.length > WRITTEN) return [];
  return [`to ignore what is no class, add to \`ignore: {${key}: [...]}\`: ${unknown.join(', ')}`];
}
