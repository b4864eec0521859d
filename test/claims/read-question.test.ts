import test from 'ava';
import { readQuestion } from '../../src/claims/read-question.ts';
import { groups } from './_scope.ts';

const flawsOf = (figures: Record<string, string>, claims: readonly string[], known = true) =>
  readQuestion({ figures, claims: claims.map((claim) => ({ claim })) }, known ? groups : undefined).flaws.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

test('a question is read as a whole: its names, then its claims', (t) => {
  const question = {
    figures: { iou: 'test/iou/macro' },
    claims: [{ claim: 'iou at(plain) > 0' }, { claim: 'max(iou) < 1' }],
  };
  const { claims, flaws } = readQuestion(question, groups);
  t.deepEqual(flaws, []);
  t.deepEqual(
    claims.map((claim) => claim?.kind),
    ['comparison', 'comparison'],
  );
});

test('every expression that can not be read is told in one pass', (t) => {
  t.deepEqual(flawsOf({ a: '1 +', min: '2' }, ['a >', '3 > 2']), [
    'figures.a: expected a number, a figure or `(`, got the end',
    'figures.min: expected a name that is no word of claims, got `min`',
    'claims.0.claim: expected a number, a figure or `(`, got the end',
  ]);
});

test('what names nothing is told at its own text, and names that are right are not blamed on claims', (t) => {
  t.deepEqual(flawsOf({ a: 'test/iuo' }, ['a at(plain) > 0']), [
    'figures.a: expected a figure of the runs, or a name under `figures`, got `test/iuo`',
  ]);
  t.deepEqual(flawsOf({ a: 'test/iou/macro' }, ['a > 0', 'b > 0']).length, 2);
});

test('as long as it is not known what is measured, only the form is checked', (t) => {
  t.deepEqual(flawsOf({ a: 'anything/at/all' }, ['a > 0'], false), []);
  t.deepEqual(flawsOf({ a: 'anything/at/all' }, ['a >'], false).length, 1);
});
