import test from 'ava';
import { createProgress } from '../../../src/cli/report/progress.ts';
import { testContext } from '../_context.ts';

test('without a terminal, updates within five seconds are one line, and the end of each label is told', (t) => {
  const { context, err } = testContext();
  const progress = createProgress(context);
  progress.update('reading', 1, 3, '');
  progress.update('reading', 2, 3, '');
  progress.update('reading', 3, 3, '');
  progress.update('testing', 1, 2, '');
  progress.update('testing', 2, 2, '5 images/s');
  progress.log('a line');
  progress.close();
  t.deepEqual(err, ['reading 1/3', 'testing 2/2  5 images/s', 'a line']);
});
