import test from 'ava';
import fc from 'fast-check';
import { escapeTemplate, parseTemplate, TemplateError } from '../../src/config/template.ts';

test('text and references alternate', (t) => {
  t.deepEqual(parseTemplate('a ${b.c} d${ e }'), [
    { text: 'a ' },
    { reference: 'b.c' },
    { text: ' d' },
    { reference: 'e' },
  ]);
  t.deepEqual(parseTemplate(''), [{ text: '' }]);
  t.deepEqual(parseTemplate('$ { } $a'), [{ text: '$ { } $a' }]);
});

test('a default may hold a reference', (t) => {
  t.deepEqual(parseTemplate('${env:A:${b}}/x'), [{ reference: 'env:A:${b}' }, { text: '/x' }]);
});

test('a brace that is not closed, and one with nothing in it, are refused', (t) => {
  t.throws(() => parseTemplate('a ${b'), { instanceOf: TemplateError, message: 'expected `}` after `${b`' });
  t.throws(() => parseTemplate('${ }'), { instanceOf: TemplateError });
});

test('text that is escaped is read back as it was', (t) => {
  const text = fc.string({ unit: fc.constantFrom('$', '{', '}', 'a') });
  fc.assert(
    fc.property(text, (plain) => {
      t.deepEqual(parseTemplate(escapeTemplate(plain)), [{ text: plain }]);
    }),
  );
});
