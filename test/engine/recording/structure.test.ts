import test from 'ava';
import { collectGraph } from '../../../src/engine/recording/graph.ts';
import { structureOf } from '../../../src/engine/recording/structure.ts';
import type { Value } from '../../../src/engine/recording/value.ts';
import { addRecorded, given } from './add-recorded.ts';

const keyOf = (values: readonly Value[]) => structureOf(collectGraph(values)).key;

test('two recordings of the same computation have one key, other numbers or not', (t) => {
  const record = () => {
    const a = given();
    return keyOf([addRecorded(addRecorded(a, given()), a)]);
  };
  t.is(record(), record());
});

test('the key tells apart wiring and attributes', (t) => {
  const [a, b] = [given(), given()];
  const keys = [
    [addRecorded(addRecorded(a, b), b)],
    [addRecorded(addRecorded(a, b), a)],
    [addRecorded(addRecorded(a, b, { pad: Infinity }), b)],
    [addRecorded(addRecorded(a, b, { pad: -Infinity }), b)],
  ];
  t.is(new Set(keys.map(keyOf)).size, keys.length);
});

test('what is kept of a computation is no part of its key, but told by its place among all values', (t) => {
  const [a, b] = [given(), given()];
  const inner = addRecorded(a, b);
  const outer = addRecorded(inner, b);
  const [one, both] = [[outer], [inner, outer]].map((values) => structureOf(collectGraph(values)));
  t.is(one!.key, both!.key);
  t.deepEqual(both!.values, [a, b, inner, outer]);
  t.deepEqual([one!.outputs, both!.outputs], [[3], [2, 3]]);
});
