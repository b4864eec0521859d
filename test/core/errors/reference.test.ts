import test from 'ava';
import { errorCodes } from '../../../src/core/errors/index.ts';
import { errorReference } from '../../../src/core/errors/reference.ts';

test('the table has a head, and a row for each code with its meaning', (t) => {
  const [head, rule, ...rows] = errorReference().split('\n');
  t.is(head, '| Code | Meaning and what to do |');
  t.is(rule, '| --- | --- |');
  t.is(rows.length, Object.keys(errorCodes).length);
  t.true(rows.includes(`| \`missing-mask\` | ${errorCodes['missing-mask']} |`));
});

test('no meaning would break the table, and each is a sentence', (t) => {
  for (const [code, meaning] of Object.entries(errorCodes)) t.regex(meaning, /^[A-Z`][^|\n]*\.$/, code);
});
