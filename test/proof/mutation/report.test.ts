import test from 'ava';
import type { Equivalent } from '../../../proof/mutation/equivalent.ts';
import type { MutantResult, Outcome } from '../../../proof/mutation/mutant.ts';
import { headline, mutationReport, summarize } from '../../../proof/mutation/report.ts';
import { candidatesOfText } from './_tree.ts';

const candidates = candidatesOfText('f(1);\nf(2);\n', 'src/room/a.ts');
const result = (index: number, outcome: Outcome): MutantResult => ({
  mutant: candidates[index]!,
  outcome,
  tests: ['test/room/a.test.ts'],
  seconds: 1,
});
const run = {
  results: [result(0, 'killed'), result(1, 'survived'), result(2, 'timed out'), result(3, 'survived')],
  invalid: 7,
  candidates,
  broken: [],
};
const reason: Equivalent = { file: 'src/room/a.ts', within: '', from: 'f(1);', to: 'f(2);', reason: 'Nobody looks.' };

test('a mutant that ends no more counts as noticed, and survivors are told apart by their reasons', (t) => {
  const summary = summarize(run, [reason]);
  t.deepEqual(summary.counts, { killed: 1, 'timed out': 1, survived: 2, invalid: 7 });
  t.is(summary.score, 0.5);
  t.deepEqual(
    summary.unexplained.map(({ mutant }) => mutant.line),
    [2],
  );
  t.deepEqual(
    summary.explained.map(({ mutant }) => mutant.line),
    [1],
  );
  t.is(
    headline(summary),
    '4 mutants: 1 killed, 1 timed out, 2 survived (1 of them with a reason): 50.0 % noticed. 7 more are refused by the type checker.',
  );
});

test('a reason whose lines are gone is stale; one for a file that is not mutated is left alone', (t) => {
  const gone = { ...reason, from: 'f(0);' };
  t.deepEqual(summarize(run, [reason, gone, { ...gone, file: 'src/room/b.ts' }]).stale, [gone]);
});

test('the report shows each survivor as a diff, with the reason if there is one', (t) => {
  const text = mutationReport(run, summarize(run, [reason]));
  t.true(text.includes('```diff\nsrc/room/a.ts:1 (number)\n- f(1);\n+ f(2);\n```\n\nNobody looks.'));
  t.true(text.includes('| `src/room` | 4 | 2 | 50 % |'));
});
