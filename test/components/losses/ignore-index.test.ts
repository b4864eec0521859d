import test from 'ava';
import { ignoreIndexParam, ignoreIndexProblems } from '../../../src/components/losses/ignore-index.ts';

const classes = [{ name: 'bg' }, { name: 'obj' }];

test('a mask holds bytes, so 255 is the largest value that can be ignored', (t) => {
  t.is(ignoreIndexParam.parse(undefined), 255);
  t.is(ignoreIndexParam.parse(0), 0);
  t.false(ignoreIndexParam.safeParse(256).success);
  t.false(ignoreIndexParam.safeParse(-1).success);
});

test('a class that the metrics count is not ignored by the loss', (t) => {
  for (const index of [2, 254, 255]) t.deepEqual(ignoreIndexProblems(index, classes), []);
  const [problem] = ignoreIndexProblems(1, classes);
  t.is(problem!.path, 'loss.ignore_index');
  t.regex(problem!.message, /the loss ignores 1, which is the class `obj` for the metrics/);
});
