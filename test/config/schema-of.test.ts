import test from 'ava';
import { schemaOf } from '../../src/config/schema-of.ts';
import { testRegistry } from './_registry.ts';

test('a registry has one schema, which is kept', (t) => {
  const registry = testRegistry();
  t.is(schemaOf(registry), schemaOf(registry));
  t.not(schemaOf(registry), schemaOf(testRegistry()));
});
