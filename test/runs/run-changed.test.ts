import test from 'ava';
import { runChanged } from '../../src/runs/run-changed.ts';

test('each change is a problem of its own, which says how to go on', (t) => {
  const { problems, exitCode } = runChanged('runs/x', ['seed is 1, it was 0', 'the val split has other samples']);
  t.is(exitCode, 2);
  t.deepEqual(
    problems.map(({ code, message }) => [code, message.replace(/^.*, but /, '')]),
    [
      ['run-changed', 'seed is 1, it was 0'],
      ['run-changed', 'the val split has other samples'],
    ],
  );
  for (const { hints } of problems) t.regex(hints!.join(), /--accept-changes/);
});
