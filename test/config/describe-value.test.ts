import test from 'ava';
import { z } from 'zod';
import { describeValue, expectedBy, exampleOf, show, type Issue } from '../../src/config/describe-value.ts';

function issueOf(schema: z.ZodType, value: unknown): Issue {
  return schema.safeParse(value).error!.issues[0]!;
}
const describe = (schema: z.ZodType, value: unknown) => describeValue(issueOf(schema, value), value);

test('a wrong type says what was expected, what came and what was meant', (t) => {
  t.deepEqual(describe(z.number(), '3'), {
    code: 'wrong-type',
    message: 'expected a number, got the text `3`',
    hints: ['did you mean `3` without quotes?'],
  });
  t.deepEqual(describe(z.boolean(), 'yes').hints, ['did you mean `true`?']);
  t.deepEqual(describe(z.boolean(), 'off').hints, ['did you mean `false`?']);
  t.deepEqual(describe(z.int(), 2.6).hints, ['did you mean `3`?']);
  t.deepEqual(describe(z.string(), 3).hints, ['did you mean `"3"`?']);
  t.is(describe(z.int(), [1]).message, 'expected a number, got a list of 1');
});

test('a value out of bounds says which', (t) => {
  t.is(describe(z.number().min(1), 0).message, 'expected a number of at least 1, got `0`');
  t.is(describe(z.number().gt(1), 1).message, 'expected a number above 1, got `1`');
  t.is(describe(z.number().max(1), 2).message, 'expected a number of at most 1, got `2`');
  t.is(describe(z.number().lt(1), 1).message, 'expected a number below 1, got `1`');
  t.is(describe(z.array(z.int()).min(1), []).message, 'expected at least 1 item, got 0');
  t.is(describe(z.array(z.int()).max(2), [1, 2, 3]).message, 'expected at most 2 items, got 3');
});

test('a wrong choice names the nearest one, or all', (t) => {
  t.deepEqual(describe(z.enum(['macro', 'micro']), 'makro').hints, ['did you mean `macro`?']);
  t.deepEqual(describe(z.enum(['macro', 'micro']), 7).hints, ['allowed: `macro`, `micro`']);
});

test('of multiples the two nearest are named, and none below one', (t) => {
  t.deepEqual(describe(z.number().multipleOf(32), 100).hints, ['nearest: 96 or 128']);
  t.deepEqual(describe(z.number().multipleOf(32), 5).hints, ['nearest: 32']);
});

test('what a choice would have taken, and what to write where a key is missing', (t) => {
  t.is(expectedBy(issueOf(z.int(), 2.6)), 'an integer');
  t.is(expectedBy(issueOf(z.number().min(1), 0)), 'a number of at least 1');
  t.is(exampleOf(issueOf(z.object({}), undefined)), '{type: ...}');
  t.is(exampleOf(issueOf(z.string(), undefined)), '<string>');
});

test('values are shown short', (t) => {
  t.deepEqual([undefined, null, [1, 2], {}, 'x', 1.5].map(show), [
    'nothing',
    'an empty value',
    'a list of 2',
    'a section of keys and values',
    'the text `x`',
    '`1.5`',
  ]);
  t.is(show('a'.repeat(41)), `the text \`${'a'.repeat(37)}...\``);
  t.is(show('a'.repeat(40)), `the text \`${'a'.repeat(40)}\``);
});

test('a text that YAML reads as a number is shown as it is written, in the hint in quotes', (t) => {
  const [issue] = z.string().safeParse(100_000).error!.issues;
  t.like(describeValue(issue!, 100_000, '1e5'), {
    message: 'expected a string, got `1e5`',
    hints: ['did you mean `"1e5"`?'],
  });
  t.like(describeValue(issue!, null, 'null'), {
    message: 'expected a string, got an empty value',
    hints: ['did you mean `"null"`?'],
  });
});
