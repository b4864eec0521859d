import test from 'ava';
import { parseExpression } from '../../src/claims/parse.ts';
import { answerQuestion } from '../../src/questions/answer.ts';
import { measured, question } from './_question.ts';

test('claims are judged over the seeds of the runs, and the answer has ids and figures', (t) => {
  const { open, claims, points } = answerQuestion(
    question(
      { claim: 'focal - ce > 0.1' },
      { claim: 'focal - ce > 0.3' },
      { claim: 'min(val/iou) > 0.605', judge: 'every' },
    ),
    measured(),
  );
  t.is(open, undefined);
  t.deepEqual(
    claims.map(({ verdict, seeds }) => [verdict, seeds]),
    [
      ['holds', 3],
      ['fails', 3],
      ['fails', 3],
    ],
  );
  t.deepEqual(
    points.map(({ label, runs }) => [label, ...runs]),
    [
      ['loss.type=focal', 'focal-0', 'focal-1', 'focal-2'],
      ['loss.type=ce', 'ce-0', 'ce-1', 'ce-2'],
    ],
  );
  const { mean, deviation, count } = points[0]!.figures['test/iou/macro/image']!;
  t.deepEqual([mean.toFixed(6), deviation.toFixed(6), count], ['0.810000', '0.010000', 3]);
});

test('a planted fault turns a verdict: a metric with its sign swapped', (t) => {
  const asked = question({ claim: 'focal - ce > 0.1' });
  const [right, wrong] = [1, -1].map((sign) => answerQuestion(asked, measured(sign)).claims[0]!.verdict);
  t.deepEqual([right, wrong], ['holds', 'fails']);
});

test('one made result turns a verdict too', (t) => {
  const asked = question({ claim: 'focal - ce > 0.1' });
  const made = (id: string) => (id === 'ce-1' ? new Map([['test/iou/macro/image', 0.99]]) : measured()(id));
  t.is(answerQuestion(asked, made).claims[0]!.verdict, 'unclear');
});

test('a question is open as long as a run has no result, or a claim names what none has', (t) => {
  const asked = question({ claim: 'focal - ce > 0.1' });
  const without = (id: string) => (id.startsWith('ce') ? undefined : measured()(id));
  const { open, claims } = answerQuestion(asked, without);
  t.is(open, '3 of 6 runs have no result: `ce-0`, `ce-1`, `ce-2`.');
  t.deepEqual(claims, []);
  t.regex(answerQuestion(question({ claim: 'focal > test/dice' }), measured()).open!, /^expected a figure of the runs/);
});

test('what was understood when the file was checked is what is judged', (t) => {
  const asked = question({ claim: 'not what is judged' });
  t.true('flaw' in parseExpression('not what is judged'));
  const one = { kind: 'number', value: 1 } as const;
  const understood = [{ kind: 'comparison', relation: '>=', left: one, right: one }] as const;
  const { claims } = answerQuestion({ ...asked, question: { ...asked.question, understood } }, measured());
  t.is(claims[0]!.verdict, 'holds');
});
