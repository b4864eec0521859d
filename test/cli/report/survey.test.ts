import test from 'ava';
import { skipWarnings, surveyFigures, surveyTable } from '../../../src/cli/report/survey.ts';
import type { SplitSurvey } from '../../../src/data/survey/survey.ts';

const classes = [
  { name: 'background', color: [0, 0, 0] as const },
  { name: 'cat', color: [1, 1, 1] as const },
];

const survey = (given: Partial<SplitSurvey> = {}): SplitSurvey => ({
  samples: 2,
  photos: 2,
  values: [
    { label: 0, pixels: 75, masks: 2 },
    { label: 1, pixels: 25, masks: 2 },
    { label: 255, pixels: 100, masks: 2 },
  ],
  labels: [],
  smallest: { height: 8, width: 10 },
  largest: { height: 8, width: 12 },
  emptyMasks: [],
  imageHashes: [],
  turned: [],
  unreadable: [],
  problems: [],
  ...given,
});

const { smallest: _smallest, largest: _largest, ...nothing } = survey({ samples: 0, values: [] });
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

test('twenty skipped samples are named, the others counted', (t) => {
  const problems = Array.from({ length: 22 }, (_, index) => ({ code: 'bad-image', message: `no ${index}` }) as const);
  t.deepEqual(skipWarnings(problems.slice(0, 1)), ['skipped: no 0']);
  const lines = skipWarnings(problems);
  t.deepEqual([lines.length, lines[19], lines[20]], [21, 'skipped: no 19', 'skipped: 2 more like these']);
});

test('skipped files with the same problem are told as one', (t) => {
  const of = (file: string) => ({ group: { one: 'mask is gone', many: 'masks are gone' }, file });
  const problems = ['a', 'b'].map((file) => ({ code: 'bad-image', message: file, of: of(file) }) as const);
  t.deepEqual(skipWarnings(problems), ['skipped: 2 masks are gone, first: a']);
});

test('figures for scripts leave hashes and problems out', (t) => {
  const { train } = surveyFigures({ train: survey(), val: empty, test: empty }, 2);
  t.like(train, { samples: 2, classPixels: [75, 25], ignoredPixels: 100 });
  t.false('imageHashes' in train! || 'problems' in train!);
});
