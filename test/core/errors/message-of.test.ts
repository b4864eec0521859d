import test from 'ava';
import { firstMessageOf, messageOf, TesseraError } from '../../../src/core/errors/index.ts';

const problems = new TesseraError([
  { code: 'bad-value', message: 'expected 1' },
  { code: 'bad-image', message: 'it is empty' },
]);

test('whatever was thrown has a message', (t) => {
  t.is(messageOf(new RangeError('too far')), 'too far');
  t.is(messageOf('stray'), 'stray');
  t.is(messageOf(undefined), 'undefined');
  t.is(firstMessageOf(new RangeError('too far')), 'too far');
  t.is(firstMessageOf(7), '7');
});

test('of problems there is the first without its code, or all with theirs', (t) => {
  t.is(firstMessageOf(problems), 'expected 1');
  t.is(messageOf(problems), 'bad-value: expected 1\nbad-image: it is empty');
});
