import test from 'ava';
import { jsonAnswer, streams, wantsJson } from '../../src/cli/json-mode.ts';
import { eventSchema } from '../../src/events/event.ts';
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

test('where events are told, the errors are the last of them, whatever came before', (t) => {
  t.deepEqual([['run', 'x.yaml'], ['sweep'], ['list', 'run'], []].map(streams), [true, true, false, false]);
  const { context, out } = testContext();
  const answer = jsonAnswer(context, true);
  answer.context.event!('{"event": "start"}');
  answer.errors([problem]);
  answer.end(1);
  t.is(out.length, 2);
  t.like(eventSchema.parse(JSON.parse(out[1]!)), { event: 'error', version: 1, errors: [{ code: 'bad-argument' }] });

  const done = testContext();
  const complete = jsonAnswer(done.context, true);
  complete.context.event!('{"event": "start"}');
  complete.context.data('{"event": "end"}');
  complete.errors([problem]);
  t.deepEqual(done.out, ['{"event": "start"}', '{"event": "end"}']);
  t.is(jsonAnswer(testContext().context).context.event, undefined, 'other commands tell none');
});
