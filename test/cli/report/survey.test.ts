import test from 'ava';
import { skipWarnings, surveyFigures, surveyTable, surveyWarnings } from '../../../src/cli/report/survey.ts';
import type { SplitSurvey } from '../../../src/data/survey/survey.ts';

const classes = [
  { name: 'background', color: [0, 0, 0] as const },
  { name: 'cat', color: [1, 1, 1] as const },
];

const survey = (given: Partial<SplitSurvey> = {}): SplitSurvey => ({
  samples: 2,
  classPixels: [75, 25],
  ignoredPixels: 100,
  smallest: { height: 8, width: 10 },
  largest: { height: 8, width: 12 },
  emptyMasks: [],
  pictures: [],
  unreadable: [],
  problems: [],
  ...given,
});

const {
  smallest: _smallest,
  largest: _largest,
  ...nothing
} = survey({ samples: 0, classPixels: [0, 0], ignoredPixels: 0 });
const empty: SplitSurvey = nothing;

test('shares of classes leave ignored pixels out, and those are a share of all', (t) => {
  const table = surveyTable({ train: survey(), val: empty, test: empty }, classes);
  t.deepEqual(
    table.split('\n').map((line) => line.trim().split(/ {2,}/)),
    [
      ['split', 'samples', 'height', 'width', 'background', 'cat', 'ignored'],
      ['train', '2', '8', '10-12', '75.0%', '25.0%', '50.0%'],
      ['val', '0', '-', '-', '-', '-', '-'],
      ['test', '0', '-', '-', '-', '-', '-'],
    ],
  );
});

test('what is not suspicious gives no warning: half of the pixels ignored, an empty split', (t) => {
  t.deepEqual(surveyWarnings({ train: survey(), val: empty, test: empty }, classes), []);
});

test('absent classes, empty masks, ignored pixels and repeated images are warned of', (t) => {
  const train = survey({
    classPixels: [50, 0],
    ignoredPixels: 51,
    emptyMasks: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    pictures: [
      ['h1', 'a'],
      ['h2', 'b'],
      ['h2', 'c'],
    ],
  });
  const val = survey({ emptyMasks: ['x'], pictures: [['h1', 'x']] });
  t.deepEqual(surveyWarnings({ train, val, test: empty }, classes), [
    'train: no pixel is cat',
    'train: 7 masks hold nothing but background: a, b, c, d, e, and 2 more',
    'val: 1 mask holds nothing but background: x',
    'train: 50.5% of the pixels are ignored',
    '1 image is in more than one split: train/a = val/x',
    '1 image is more than once in a split: train/b = train/c',
  ]);
});

test('twenty skipped samples are named, the others counted', (t) => {
  const problems = Array.from({ length: 22 }, (_, index) => ({ code: 'bad-image', message: `no ${index}` }) as const);
  t.deepEqual(skipWarnings(problems.slice(0, 1)), ['skipped: no 0']);
  const lines = skipWarnings(problems);
  t.deepEqual([lines.length, lines[19], lines[20]], [21, 'skipped: no 19', 'skipped: 2 more like these']);
});

test('figures for scripts leave hashes and problems out', (t) => {
  t.deepEqual(Object.keys(surveyFigures({ train: survey(), val: empty, test: empty })['train']!).sort(), [
    'classPixels',
    'emptyMasks',
    'ignoredPixels',
    'largest',
    'samples',
    'smallest',
    'unreadable',
  ]);
});
