import test from 'ava';
import { isPlainObject } from '../../src/core/plain-object.ts';

test('an object with keys is one, empty or not', (t) => {
  t.true(isPlainObject({}));
  t.true(isPlainObject({ a: 1 }));
});

test('lists, null and plain values are none', (t) => {
  for (const value of [[], [{}], null, undefined, 0, '', 'a', true]) t.false(isPlainObject(value));
});
