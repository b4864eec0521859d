import test from 'ava';
import { jsonAnswer, wantsJson } from '../../src/cli/json-mode.ts';
import { testContext } from './_context.ts';

const problem = { code: 'bad-argument', message: 'expected a, got b' } as const;

test('JSON is wanted by an option, which nothing after `--` is', (t) => {
  t.deepEqual([['list', '--json'], ['--json'], ['list'], ['list', '--', '--json'], []].map(wantsJson), [
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('without a result, the errors are the one document', (t) => {
  const { context, out } = testContext();
  const answer = jsonAnswer(context);
  answer.errors([problem]);
  answer.errors([problem]);
  answer.end(2);
  t.is(out.length, 1);
  t.like(JSON.parse(out[0]!), { errors: [{ code: 'bad-argument', expected: 'a', got: 'b', hints: [] }] });
});

test('a result that was printed stays the one document, whatever comes after it', (t) => {
  for (const print of ['out', 'data'] as const) {
    const { context, out } = testContext();
    const answer = jsonAnswer(context);
    answer.context[print]('{"problems": []}');
    answer.errors([problem]);
    answer.end(2);
    t.deepEqual(out, ['{"problems": []}']);
  }
});

test('a command that ends without a result says why', (t) => {
  const ended = (code: 0 | 1 | 130) => {
    const { context, out } = testContext({ interruptedBy: () => 'SIGTERM' });
    jsonAnswer(context).end(code);
    return out.flatMap((text) => (JSON.parse(text) as { errors: { code: string; message: string }[] }).errors);
  };
  t.deepEqual(ended(0), []);
  t.like(ended(1), [{ code: 'unexpected', message: 'ended with exit code 1' }]);
  t.like(ended(130), [{ code: 'interrupted', message: 'ended by SIGTERM' }]);
});
