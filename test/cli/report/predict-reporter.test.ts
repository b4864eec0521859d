import test from 'ava';
import { predictReporter } from '../../../src/cli/report/predict-reporter.ts';
import type { Prediction } from '../../../src/predict/output/journal.ts';
import { testContext } from '../_context.ts';

test('the pace, the time that is left, and what is skipped are told', (t) => {
  const { context, err } = testContext();
  let now = 0;
  const reporter = predictReporter(context, () => now);
  reporter.started(3, 10);
  now = 2000;
  reporter.answered({} as Prediction);
  reporter.skipped({ photo: '/a.jpg', problems: [{ code: 'bad-image', message: 'a.jpg is bad' }] });
  reporter.failedLater(new Error('late'));
  reporter.close();
  t.deepEqual(err, [
    '3 of 13 photos have their answers already',
    'predicting 1/10  0.5 images/s  18s left',
    'skipped: a.jpg is bad',
    'also failed: late',
  ]);
});
