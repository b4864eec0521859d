import test from 'ava';
import { pairedReport } from '../../../src/cli/report/paired.ts';

const options = {
  names: ['runs/a/evaluations/test', 'runs/b/evaluations/test'],
  resamples: 10_000,
  seed: 3,
  confidence: 0.95,
};
const row = (name: string, low: number, high: number, direction: 'max' | 'min' = 'max') => ({
  name,
  direction,
  a: 0.5,
  b: 0.5 + (low + high) / 2,
  difference: (low + high) / 2,
  interval: [low, high] as const,
  shareLarger: 0.75,
  resamples: 10_000,
});

test('each figure has both values, their difference, its interval, and the share in which the second is better', (t) => {
  const report = pairedReport(
    {
      photos: 200,
      rows: [row('iou', 0.01, 0.03), row('loss', 0.01, 0.03, 'min'), row('recall', -0.01, 0.02)],
      notes: ['a note'],
    },
    options,
  );
  t.regex(report, /^\[1\] runs\/a.*\n\[2\] runs\/b/);
  t.regex(report, /^iou +0\.5000 +0\.5200 +\+0\.0200 +\+0\.0100 to \+0\.0300 +75\.0 % +yes, \[2\] is better$/m);
  t.regex(report, /^loss .* 25\.0 % +yes, \[1\] is better$/m);
  t.regex(report, /^recall .* -0\.0100 to \+0\.0200 +75\.0 % +no$/m);
  t.regex(report, /^200 photos, drawn 10,000 times with replacement \(seed 3\)/m);
  t.true(report.endsWith('\na note'));
  t.notRegex(report, /fewer than/);
});

test('an interval that ends at 0, and a figure that cannot be counted, are no difference; few photos are told', (t) => {
  const report = pairedReport({ photos: 19, rows: [row('iou', 0, 0.03), row('dice', NaN, NaN)], notes: [] }, options);
  t.regex(report, /^iou .* no$/m);
  t.regex(report, /^dice .* no$/m);
  t.regex(report, /With fewer than 20 photos/);
});
