import test from 'ava';
import fc from 'fast-check';
import { canonical } from '../../src/config/canonical.ts';

test('keys are sorted, and absent ones left out', (t) => {
  t.is(canonical({ b: [1, { d: null, c: 'x' }], a: undefined, A: true }), '{"A":true,"b":[1,{"c":"x","d":null}]}');
});

test('numbers that JSON has no text for differ from null and from each other', (t) => {
  t.deepEqual(
    [Infinity, -Infinity, NaN, null].map((value) => canonical(value)),
    ['Infinity', '-Infinity', 'NaN', 'null'],
  );
});

test('the order of keys does not matter', (t) => {
  const property = fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
    const reversed = Object.fromEntries(Object.entries(value).reverse());
    return canonical(value) === canonical(reversed);
  });
  t.notThrows(() => fc.assert(property));
});

test('plain data is JSON that reads back', (t) => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      t.deepEqual(JSON.parse(canonical(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a text that is known is taken, and one that is made becomes known', (t) => {
  const shared = { b: 1, a: [2] };
  const known = new WeakMap<object, string>();
  t.is(canonical({ x: [shared], y: shared }, known), '{"x":[{"a":[2],"b":1}],"y":{"a":[2],"b":1}}');
  t.is(known.get(shared), '{"a":[2],"b":1}');
  known.set(shared, '?');
  t.is(canonical({ x: [shared], y: { shared } }, known), '{"x":[?],"y":{"shared":?}}');
});
