import test from 'ava';
import { z } from 'zod';
import { jsonNumber, toJson } from '../../src/core/json.ts';

test('numbers that JSON lacks are written as their names, everything else as JSON.stringify does', (t) => {
  const value = { a: NaN, b: [Infinity, -Infinity, -0.5], c: { d: null, e: 'NaN', f: undefined } };
  t.is(toJson(value), '{"a":"NaN","b":["Infinity","-Infinity",-0.5],"c":{"d":null,"e":"NaN"}}');
  t.is(toJson({ a: NaN }, 2), '{\n  "a": "NaN"\n}');
  t.is(toJson(NaN), '"NaN"');
});

test('every number is read as it was written', (t) => {
  const numbers = [NaN, Infinity, -Infinity, 0, -1.5, 1e300, Number.MIN_VALUE];
  t.deepEqual(z.array(jsonNumber).parse(JSON.parse(toJson(numbers))), numbers);
});

test('null of an earlier version is NaN; other texts are no numbers', (t) => {
  t.is(jsonNumber.parse(null), NaN);
  for (const wrong of ['', '1', 'nan', undefined, true]) t.false(jsonNumber.safeParse(wrong).success);
});
