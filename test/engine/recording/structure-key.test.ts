import test from 'ava';
import { collectGraph } from '../../../src/engine/recording/graph.ts';
import { structureKey } from '../../../src/engine/recording/structure-key.ts';
import { addRecorded, given } from './add-recorded.ts';

test('two recordings of the same computation have one key, other numbers or not', (t) => {
  const record = () => {
    const a = given();
    return structureKey(collectGraph([addRecorded(addRecorded(a, given()), a)]));
  };
  t.is(record(), record());
});

test('the key tells apart wiring, attributes and what is kept', (t) => {
  const [a, b] = [given(), given()];
  const inner = addRecorded(a, b);
  const outer = addRecorded(inner, b);
  const keys = [
    [outer],
    [inner, outer],
    [addRecorded(addRecorded(a, b), a)],
    [addRecorded(addRecorded(a, b, { pad: Infinity }), b)],
    [addRecorded(addRecorded(a, b, { pad: -Infinity }), b)],
  ];
  t.is(new Set(keys.map((values) => structureKey(collectGraph(values)))).size, keys.length);
});
