import { vocColor } from './class-colors.ts';

/** What the values in index masks probably mean. */
export interface LikelyMeaning {
  /** One clause: why the values are as they are. */
  readonly cause: string;
  /** The values of each class, class 0 first. */
  readonly classes: readonly (readonly number[])[];
  readonly ignore: readonly number[];
}

/**
 * Guesses what the values in masks of one kind mean, from those that occur and the number of classes. The usual kinds:
 * binary masks of 0 and 255, values that begin at 1, 0 for what is not labelled, trimaps, and the colours of a palette
 * that were made grey. Undefined if they are none of these.
 */
export function likelyMeaning(found: readonly number[], classes: number): LikelyMeaning | undefined {
  const values = [...new Set(found)].sort((a, b) => a - b);
  return rules.map((rule) => rule(values, classes)).find((meaning) => meaning !== undefined);
}

type Rule = (values: readonly number[], classes: number) => LikelyMeaning | undefined;

const binary: Rule = (values, classes) =>
  classes === 2 && isSame(values, [0, 255])
    ? { cause: 'binary masks often store 255 for what others store as 1', classes: [[0], [255]], ignore: [] }
    : undefined;

const trimap: Rule = (values, classes) =>
  classes === 2 && isSame(values, [1, 2, 3])
    ? {
        cause: 'trimaps store 1 for the object, 2 for the background and 3 for the border between them',
        classes: [[2], [1]],
        ignore: [3],
      }
    : undefined;

/** Values from 1 to the number of classes, with or without 0 and 255. */
const shifted: Rule = (values, classes) => {
  const rest = values.filter((value) => value !== 0 && value !== 255);
  if (!rest.includes(classes) || rest.some((value) => value > classes)) return undefined;
  const ignore = values.filter((value) => value === 0 || value === 255);
  return {
    cause: ignore.includes(0)
      ? 'with values from 1 on, 0 often means that a pixel is not labelled'
      : 'the values begin at 1, and without `values` those of classes begin at 0',
    classes: Array.from({ length: classes }, (_, index) => [index + 1]),
    ignore,
  };
};

/** The grey of Pascal VOC's colour for a border, [224, 224, 192]. */
const VOC_BORDER = 220;

const greyPalette: Rule = (values, classes) => {
  const greys = Array.from({ length: classes }, (_, index) => greyOf(index));
  const ignored = new Set([VOC_BORDER, 255]);
  if (new Set(greys).size < greys.length) return undefined;
  const isAll = values.every((value) => greys.includes(value) || ignored.has(value));
  if (!isAll || values.every((value) => value < classes || ignored.has(value))) return undefined;
  return {
    cause: "the values are the brightness of Pascal VOC's colours: masks with a palette were saved as grey",
    classes: greys.map((grey) => [grey]),
    ignore: values.filter((value) => ignored.has(value)),
  };
};

/** As many values as classes. */
const inOrder: Rule = (values, classes) => {
  const rest = values.filter((value) => value !== 255);
  if (rest.length !== classes || rest.every((value, index) => value === index)) return undefined;
  return {
    cause: 'there are as many values as classes; in this order they would be',
    classes: rest.map((value) => [value]),
    ignore: values.filter((value) => value === 255),
  };
};

const rules: readonly Rule[] = [binary, trimap, shifted, greyPalette, inOrder];

/** The brightness that Pillow's `convert('L')` gives Pascal VOC's colour of a class. */
function greyOf(index: number): number {
  const [red, green, blue] = vocColor(index);
  return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
}

function isSame(values: readonly number[], expected: readonly number[]): boolean {
  return values.length === expected.length && values.every((value, index) => value === expected[index]);
}
