import { nearest } from '../../../core/errors/index.ts';
import { colorKey } from '../../../data/masks/color-keys.ts';
import { IGNORE_INDEX } from '../../../tasks/semantic/mask.ts';
import { vocColor } from '../class-colors.ts';
import type { Contradiction } from '../class-names.ts';
import type { MaskParams } from './labels.ts';

/** What one value, or one colour, means. */
export interface Meaning {
  /** A value, or a colour's key. */
  readonly key: number;
  readonly label: number;
  /** Who has it, for messages. */
  readonly of: string;
  readonly path: (string | number)[];
}

/** In `labels`, the name of what is no class, and the key of every value that is not written. */
const [IGNORED, OTHERS] = ['ignore', '*'];

/** What every value or colour means, as the YAML says it: classes, then what is ignored. */
export function meaningsOf(params: MaskParams): Meaning[] {
  const ofClasses = params.classes.flatMap((_, label) => meaningsOfClass(params, label));
  const taken = new Set(ofClasses.map(({ key }) => key));
  const { mask_format, ignore, offset = 0 } = params;
  const isIndex = mask_format === 'index';
  const isDefault = isIndex && ignore.values.length === 1 && ignore.values[0] === IGNORE_INDEX;
  const meaning = (key: number, of: string, path: (string | number)[]): Meaning => ({
    key,
    label: IGNORE_INDEX,
    of: `what is ignored (dataset.${of})`,
    path,
  });
  const keys = isIndex ? ignore.values : ignore.colors.map(colorKey);
  const below = Array.from({ length: isIndex ? offset : 0 }, (_, value) => value);
  return [
    ...ofClasses,
    ...keysMeaning(IGNORED, params).map(({ key, written }) => meaning(key, `labels.${written}`, ['labels', written])),
    ...keys
      .filter((key) => !isDefault || !taken.has(key))
      .map((key) => meaning(key, `ignore.${isIndex ? 'values' : 'colors'}`, ['ignore'])),
    ...below.filter((value) => !taken.has(value)).map((value) => meaning(value, 'offset', ['offset'])),
  ];
}

/** What is written for the class, in it or in `labels`; by default its index, or its colour. */
function meaningsOfClass({ classes, ...params }: MaskParams, label: number): Meaning[] {
  const { name, color, values, colors } = classes[label]!;
  const isIndex = params.mask_format === 'index';
  const inClass = isIndex ? values : colors?.map(colorKey);
  const inLabels = keysMeaning(name, params);
  const isByDefault = inClass === undefined && !namesClasses(params);
  const fallback = isIndex ? label + (params.offset ?? 0) : colorKey(color ?? vocColor(label));
  const of = `\`${name}\` (dataset.classes.${label}${isByDefault ? ', by default' : ''})`;
  return [
    ...(isByDefault ? [fallback] : (inClass ?? [])).map((key) => ({ key, label, of, path: ['classes', label] })),
    ...inLabels.map(({ key, written }) => ({
      key,
      label,
      of: `\`${name}\` (dataset.labels.${written})`,
      path: ['labels', written],
    })),
  ];
}

/** The label of all that has no meaning of its own; undefined if that is an error. */
export function labelOfOthers({ labels = {}, classes }: Pick<MaskParams, 'labels' | 'classes'>): number | undefined {
  const name = labels[OTHERS];
  if (name === undefined) return undefined;
  return name === IGNORED ? IGNORE_INDEX : classes.findIndex((own) => own.name === name);
}

/** The names of classes in `labels`: that of the rest first, the others in the order of their smallest value. */
export function classesOfLabels({ labels = {} }: Pick<MaskParams, 'labels'>): string[] {
  const written = Object.entries(labels).filter(([key]) => key !== OTHERS);
  const inOrder = written.map(([key, name]) => ({ key: keyOf(key), name })).sort((a, b) => a.key - b.key);
  const names = [...new Set(inOrder.map(({ name }) => name))];
  const rest = labels[OTHERS];
  const all = rest === undefined || names.includes(rest) ? names : [rest, ...names];
  return all.filter((name) => name !== IGNORED);
}

/** Keys of `labels` that don't fit the format of the masks, names that no class has, and classes without a value. */
export function wrongLabels({ mask_format, labels = {}, classes }: MaskParams): Contradiction[] {
  const names = classes.map(({ name }) => name);
  const isIndex = mask_format === 'index';
  const wrong = Object.entries(labels).flatMap(([key, name]): Contradiction[] => {
    const path = ['labels', key];
    const isColor = key.startsWith('#');
    if (key !== OTHERS && isColor === isIndex) {
      const expected = isIndex ? 'a value such as `7`' : 'a colour such as `"#804080"`';
      return [{ path, message: `expected ${expected} for masks of \`mask_format: ${mask_format}\`, got \`${key}\`` }];
    }
    if (name === IGNORED || names.includes(name)) return [];
    const near = nearest(name, [...names, IGNORED]);
    const meant = near === undefined ? '' : `; did you mean \`${near}\`?`;
    return [{ path, message: `expected the name of a class or \`ignore\`, got \`${name}\`${meant}` }];
  });
  const isWithout = ({ name, values, colors }: MaskParams['classes'][number]) =>
    (isIndex ? values : colors) === undefined && !Object.values(labels).includes(name);
  const without = namesClasses({ labels }) ? classes.flatMap((own, label) => (isWithout(own) ? [label] : [])) : [];
  return [
    ...wrong,
    ...without.map((label) => ({
      path: ['classes', label],
      message:
        `expected a value of \`${names[label]}\` in \`labels\`, which says what the values of the other classes ` +
        'are',
    })),
  ];
}

/** Whether `labels` says which values classes have, so that none has one by default. */
function namesClasses({ labels = {} }: Pick<MaskParams, 'labels'>): boolean {
  return Object.entries(labels).some(([key, name]) => key !== OTHERS && name !== IGNORED);
}

function keysMeaning(name: string, { labels = {} }: Pick<MaskParams, 'labels'>): { key: number; written: string }[] {
  return Object.entries(labels).flatMap(([written, meant]) =>
    meant === name && written !== OTHERS ? [{ key: keyOf(written), written }] : [],
  );
}

function keyOf(written: string): number {
  return written.startsWith('#') ? Number.parseInt(written.slice(1), 16) : Number(written);
}
