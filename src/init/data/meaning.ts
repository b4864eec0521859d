import type { ClassName } from './class-names.ts';
import { rgbOf, type MaskTotals, type Rgb } from './mask-facts.ts';
import { colorMeaning } from './meaning-of-colors.ts';
import { valueMeaning } from './meaning-of-values.ts';

/** A class, and the values or colours (0xRRGGBB) that mean it. */
export interface ClassGuess {
  readonly name: string;
  readonly values: readonly number[];
  readonly color?: Rgb;
}

/** What masks mean, as far as they tell. */
export interface Meaning {
  readonly format: 'index' | 'color' | 'objects';
  /** Class 0 first. */
  readonly classes: readonly ClassGuess[];
  /** Values or colours of pixels that don't count. */
  readonly ignored: readonly number[];
  /** What all other values or colours are: ignored, or the class with this index; without it, they are a mistake. */
  readonly rest?: 'ignore' | number;
  /** Whether the names of the classes are made up. */
  readonly namesAreGuessed: boolean;
  /** What was found. */
  readonly found: readonly string[];
  /** What may well be otherwise, and what to write then. */
  readonly unsure: readonly string[];
  /** What can't be decided without an answer. */
  readonly questions: readonly Question[];
}

/** A question, and the option of the command line that answers it. */
export interface Question {
  readonly flag: 'ignore' | 'classes';
  readonly text: string;
  /** An answer, as an example. */
  readonly example: string;
}

/** What is known besides the pixels. */
export interface MeaningHints {
  /** Names from a file beside the data. */
  readonly names?: NamesFile;
  /** The pattern of the masks' paths. */
  readonly masks: string;
  /** Each mask file is one object. */
  readonly perObject: boolean;
  /** Answers: the names of the classes in the order of their values; values that are ignored. */
  readonly classes?: readonly string[];
  readonly ignore?: readonly number[];
}

export interface NamesFile {
  /** Within the dataset's folder. */
  readonly path: string;
  readonly names: readonly ClassName[];
}

/** What the values or colours in masks mean. Answers of a person come before everything that is guessed. */
export function meaningOf(totals: MaskTotals, hints: MeaningHints): Meaning {
  const guess = hints.perObject
    ? objectMeaning(totals)
    : totals.kind === 'colors'
      ? colorMeaning(totals, hints)
      : valueMeaning(totals, hints);
  return named(guess, hints.classes);
}

function objectMeaning({ masks }: MaskTotals): Meaning {
  return {
    format: 'objects',
    classes: [
      { name: 'background', values: [] },
      { name: 'object', values: [] },
    ],
    ignored: [],
    namesAreGuessed: true,
    found: [`each mask file is one object (${masks} were read); they are merged to one mask for each photo`],
    unsure: [],
    questions: [],
  };
}

/** The guess with the names that a person gave; too few or too many are a question again. */
function named(guess: Meaning, names: readonly string[] | undefined): Meaning {
  if (!names) return guess;
  const { classes } = guess;
  if (names.length !== classes.length)
    return {
      ...guess,
      questions: [...guess.questions.filter(({ flag }) => flag !== 'classes'), wrongCount(guess, names)],
    };
  return {
    ...guess,
    classes: classes.map((own, index) => ({ ...own, name: names[index]! })),
    namesAreGuessed: false,
    questions: guess.questions.filter(({ flag }) => flag !== 'classes'),
  };
}

function wrongCount({ classes, format }: Meaning, names: readonly string[]): Question {
  const values = classes.map(({ values: own }) => own.map((value) => shown(value, format)).join(' and ') || 'the rest');
  return {
    flag: 'classes',
    text: `expected ${classes.length} names of classes, got ${names.length}: the masks have ${values.join(', ')}`,
    example: classes.map(({ name }) => name).join(','),
  };
}

/** A value, or a colour as YAML writes it. */
export function shown(value: number, format: Meaning['format']): string {
  return format === 'color' ? `[${rgbOf(value).join(', ')}]` : String(value);
}
