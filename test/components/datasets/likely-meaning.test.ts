import test from 'ava';
import { likelyMeaning } from '../../../src/components/datasets/likely-meaning.ts';

const meant = (values: readonly number[], classes: number) => {
  const {
    classes: of,
    ignore,
    cause,
  } = likelyMeaning(values, classes) ?? { classes: [], ignore: [], cause: 'unknown' };
  return { of: of.map(([value]) => value), ignore: [...ignore], cause };
};

test('0 and 255 of two classes are a binary mask', (t) => {
  t.like(meant([255, 0], 2), { of: [0, 255], ignore: [] });
  t.regex(meant([255, 0], 2).cause, /binary/);
});

test('1, 2 and 3 of two classes are a trimap', (t) => {
  t.like(meant([1, 2, 3], 2), { of: [2, 1], ignore: [3] });
  t.regex(meant([1, 2, 3], 2).cause, /trimap/);
});

test('values that begin at 1 are moved, and 0 and 255 beside them are ignored', (t) => {
  t.like(meant([1, 2, 3], 3), { of: [1, 2, 3], ignore: [] });
  t.regex(meant([1, 3], 3).cause, /begin at 1/);
  t.like(meant([0, 1, 3, 255], 3), { of: [1, 2, 3], ignore: [0, 255] });
  t.regex(meant([0, 1, 3], 3).cause, /not labelled/);
});

test("grey of Pascal VOC's colours is a palette that was lost", (t) => {
  // Pillow: Image.new('RGB', (1, 1), color).convert('L') of (0, 0, 0), (128, 0, 0), (0, 128, 0), (224, 224, 192).
  t.like(meant([0, 38, 75, 220], 3), { of: [0, 38, 75], ignore: [220] });
  t.like(meant([38], 3), { of: [0, 38, 75], ignore: [] });
  t.regex(meant([38], 3).cause, /palette/);
});

test('as many values as classes are taken in order', (t) => {
  t.like(meant([10, 99, 50, 255], 3), { of: [10, 50, 99], ignore: [255] });
});

test('what is none of these stays unexplained', (t) => {
  for (const [values, classes] of [
    [[0], 2],
    [[0, 1], 2],
    [[0, 1, 2, 7], 3],
    [[], 2],
  ] as const)
    t.is(likelyMeaning(values, classes), undefined, values.join());
});
