import test from 'ava';
import { figuresNamed } from '../../src/claims/figures-named.ts';
import { readQuestion } from '../../src/claims/read-question.ts';
import { groups } from './_scope.ts';

test('the figures of a claim, each once', (t) => {
  const claim = 'not (mean(-val/loss) + 1 > abs(loss at(plain))) or loss at(plain) > val/loss at(plain)';
  const [read] = readQuestion({ figures: {}, claims: [{ claim }] }, groups).claims;
  t.deepEqual(figuresNamed(read!), ['val/loss', 'test/loss']);
});
