import { vocColor } from '../../components/datasets/class-colors.ts';
import { cityscapesIds, vocNames } from './known-sets.ts';
import type { MaskTotals, Rgb } from './mask-facts.ts';
import type { ClassGuess, Meaning, MeaningHints, Question } from './meaning.ts';
import { shareOf, UNLABELLED, type Found, type Rule, type Values } from './value-rule.ts';
import { namesFor, numberedNames, plainNames } from './values-with-names.ts';

/** What numbers in masks mean: the first rule that knows. */
export function valueMeaning(totals: MaskTotals, hints: MeaningHints): Meaning {
  const values = [...totals.shares.keys()];
  const known: Values = { totals, values, hints };
  for (const rule of rules) {
    const found = rule(known);
    if (found) return complete(found);
  }
  return complete(byValue(known));
}

function complete(found: Found): Meaning {
  return { format: 'index', namesAreGuessed: true, unsure: [], questions: [], ...found };
}

/** More distinct values than this are no classes of their own. */
const MANY = 40;

const answered: Rule = ({ totals, values, hints }) => {
  if (!hints.ignore) return undefined;
  const ignored = hints.ignore;
  const rest = values.filter((value) => !ignored.includes(value));
  const names = namesFor(rest, hints);
  return {
    classes: names ?? rest.map(byNumber),
    ignored: [...ignored],
    namesAreGuessed: !names,
    found: [
      `values ${listOf(totals)}; ${ignored.length === 0 ? 'none is' : `${ignored.join(' and ')} are`} ignored, ` +
        'as you said',
    ],
  };
};

/** A file without loss has its values exactly; of others, those that many pixels are near to. */
const rough: Rule = ({ totals, values }) => {
  if (totals.lossy <= totals.masks / 2) return undefined;
  const levels = levelsOf(totals, values);
  return {
    classes: levels.length === 2 ? twoClasses(levels[0]!, levels[1]!) : levels.map(byNumber),
    ignored: [],
    found: [
      `JPEG masks: of ${values.length} values, most pixels are near ${levels.join(', ')}; each pixel counts as ` +
        'the nearest',
    ],
    unsure: ['JPEG changes values at the borders of objects: masks in PNG are exact'],
  };
};

const objects: Rule = ({ totals, values }) => {
  const isNumbered = totals.masks >= 2 && totals.numbered >= 0.9 * totals.masks;
  if (values.length < 12 || !isNumbered || values[0] !== 0) return undefined;
  return {
    classes: [
      { name: 'background', values: [0] },
      { name: 'object', values: [] },
    ],
    ignored: [],
    rest: 1,
    found: [`values up to ${values.at(-1)}, which number the objects of each mask: all of them are one class`],
    unsure: ['if the values are classes, give their names: `--classes background,...`'],
  };
};

const cityscapes: Rule = ({ values, hints }) => {
  const isSo =
    /gt(Fine|Coarse)|label_?ids/i.test(hints.masks) && values.every((value) => value <= 33 || value === UNLABELLED);
  if (!isSo || !values.some((value) => value > 18 && cityscapesIds.has(value))) return undefined;
  return {
    classes: [...cityscapesIds].map(([value, name]) => ({ name, values: [value] })),
    ignored: values.filter((value) => !cityscapesIds.has(value)),
    rest: 'ignore',
    namesAreGuessed: false,
    found: ['the ids of Cityscapes: the 19 classes of its benchmark, all other ids are ignored'],
  };
};

const voc: Rule = ({ totals, values, hints }) => {
  const classes = values.filter((value) => value !== UNLABELLED);
  const isPalette = totals.palette !== undefined && classes.every((value) => isVocColor(totals.palette![value], value));
  const isSo = /SegmentationClass/i.test(hints.masks) && isPalette && classes.every((value) => value < vocNames.length);
  if (!isSo || hints.classes) return undefined;
  return {
    classes: vocNames.map((name, value) => ({ name, values: [value] })),
    ignored: [UNLABELLED],
    namesAreGuessed: false,
    found: ["a palette and folders as Pascal VOC's: its 21 classes, 255 (the border) is ignored"],
    unsure: ['if these are classes of your own, give their names: `--classes background,...`'],
  };
};

const trimap: Rule = ({ values }) => {
  if (values.join() !== '1,2,3') return undefined;
  return {
    classes: [
      { name: 'background', values: [2] },
      { name: 'object', values: [1] },
    ],
    ignored: [3],
    found: [
      'values 1, 2 and 3: trimaps, in which 1 is the object, 2 the background and 3 the border, which is ignored',
    ],
    unsure: ['if 1, 2 and 3 are classes, none of them ignored: `--ignore none`'],
  };
};

const binary: Rule = ({ totals, values }) => {
  const [low, high, ignored] = values;
  const isBinary = values.length === 2 || (values.length === 3 && high === 1 && ignored === UNLABELLED);
  if (low !== 0 || high === undefined || !isBinary) return undefined;
  return {
    classes: [
      { name: 'background', values: [0] },
      { name: 'object', values: [high] },
    ],
    ignored: ignored === undefined ? [] : [ignored],
    found: [
      `values ${listOf(totals)}: 0 is the background and ${high} the ` +
        `object${ignored === undefined ? '' : ', 255 is ignored'}`,
    ],
  };
};

/** Masks that were resized smoothly, or drawn with smooth edges. */
const smooth: Rule = ({ totals, values }) => {
  if (values.length <= MANY) return undefined;
  const [low, high] = [values[0]!, values.at(-1)!];
  if (shareOf(totals, low) + shareOf(totals, high) < 0.9) return undefined;
  return {
    classes: twoClasses(low, high),
    ignored: [],
    rest: 'ignore',
    found: [
      `${values.length} values, of which ${low} and ${high} are nearly all: smooth edges between two classes; ` +
        'what is between is ignored',
    ],
    unsure: ['if the edges should count, save the masks without smoothing'],
  };
};

const rules: readonly Rule[] = [
  answered,
  rough,
  objects,
  numberedNames,
  cityscapes,
  plainNames,
  voc,
  trimap,
  binary,
  smooth,
];

/** Each value a class, 255 ignored; whether 0 is a class may have to be asked. */
function byValue({ totals, values, hints }: Values): Found {
  const classes = values.filter((value) => value !== UNLABELLED);
  const ignored = values.filter((value) => value === UNLABELLED);
  const found = [`values ${listOf(totals)}${ignored.length > 0 ? '; 255 is ignored' : ''}`];
  if (classes.length > MANY && !hints.classes)
    return { classes: classes.map(byNumber), ignored, found, questions: [tooMany(classes.length)] };
  const largest = Math.max(...classes.map((value) => shareOf(totals, value)));
  const isSure = classes[0] !== 0 || shareOf(totals, 0) === largest || hints.classes?.length === classes.length;
  const unlabelled = hints.classes !== undefined && hints.classes.length === classes.length - 1 && classes[0] === 0;
  if (unlabelled) return { classes: classes.slice(1).map(byNumber), ignored: [0, ...ignored], found };
  const background = classes[0] === 0 ? ['if 0 is no class, but means that a pixel is not labelled: `--ignore 0`'] : [];
  return {
    classes: classes.map(byNumber),
    ignored,
    found,
    unsure: isSure && !hints.classes ? background : [],
    questions: isSure ? [] : [whatIsZero(totals, ignored)],
  };
}

function whatIsZero(totals: MaskTotals, ignored: readonly number[]): Question {
  const share = (100 * shareOf(totals, 0)).toFixed(1);
  return {
    flag: 'ignore',
    text:
      `what is 0: a class, or the lack of a label? It is ${share} % of the pixels, and no file names the ` +
      'classes; ignored values are given, or `none`',
    example: [0, ...ignored].join(','),
  };
}

function tooMany(count: number): Question {
  return {
    flag: 'classes',
    text:
      `expected masks with values that are classes, got ${count} different values, which no file names: numbers ` +
      'of objects, depths, or colours that were made grey?',
    example: 'background,object',
  };
}

function twoClasses(low: number, high: number): ClassGuess[] {
  return [
    { name: 'background', values: [low] },
    { name: 'object', values: [high] },
  ];
}

function byNumber(value: number): ClassGuess {
  return { name: value === 0 ? 'background' : `class-${value}`, values: [value] };
}

function isVocColor(color: Rgb | undefined, value: number): boolean {
  return color !== undefined && vocColor(value).every((level, channel) => level === color[channel]);
}

/** `0 (71.3 %), 255 (28.7 %)` */
function listOf(totals: MaskTotals): string {
  const all = [...totals.shares.keys()];
  const own = all.slice(0, 12).map((value) => `${value} (${(100 * shareOf(totals, value)).toFixed(1)} %)`);
  return own.join(', ') + (all.length > own.length ? `, ... (${all.length} in all)` : '');
}

/** Values that are at least a hundredth of the pixels, with those beside them, the heaviest first, 16 or more apart. */
function levelsOf(totals: MaskTotals, values: readonly number[]): number[] {
  const near = (value: number) => [-2, -1, 0, 1, 2].reduce((sum, step) => sum + shareOf(totals, value + step), 0);
  const levels: number[] = [];
  for (const value of values.toSorted((a, b) => shareOf(totals, b) - shareOf(totals, a)))
    if (near(value) >= 0.01 && levels.every((level) => Math.abs(level - value) >= 16)) levels.push(value);
  return levels.toSorted((a, b) => a - b);
}
