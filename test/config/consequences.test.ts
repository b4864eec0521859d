import test from 'ava';
import { withoutConsequences } from '../../src/config/consequences.ts';
import type { ErrorCode, Problem } from '../../src/core/errors/index.ts';

function collected() {
  const told: string[] = [];
  const consequences = withoutConsequences(({ message }) => void told.push(message));
  const problem = (code: ErrorCode, message: string): Problem => ({ code, message });
  return { told, problem, ...consequences };
}

test('what follows from a problem is left out, from then on', (t) => {
  const { told, problem, causing, report } = collected();
  report(problem('missing-key', 'a key'));
  causing('missing-key')(problem('file-missing', 'a parent'));
  report(problem('missing-key', 'another key'));
  report(problem('bad-value', 'a value'));
  t.deepEqual(told, ['a key', 'a parent', 'a value']);
});

test('causes are all told, although they are of a kind that follows from others', (t) => {
  const { told, problem, causing, report } = collected();
  const cause = causing('missing-key', 'unknown-component');
  report(problem('unknown-component', 'a component'));
  cause(problem('file-missing', 'first'));
  cause(problem('missing-key', 'second'));
  report(problem('unknown-component', 'another component'));
  t.deepEqual(told, ['a component', 'first', 'second'], 'without a cause, nothing is left out');
});
