import test from 'ava';
import { z } from 'zod';
import { childSchema, defaultOf, isOptional, keysOf, optionsFor, schemaAlong } from '../../src/config/walk-schema.ts';

const number = z.number().default(3);
const part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('x'), p: number }),
  z.object({ type: z.literal('y'), q: z.string() }),
]);
const schema = z.object({
  part,
  list: z.array(part).default([]),
  pair: z.tuple([z.number(), z.string()]).optional(),
  named: z.record(z.string(), number),
  section: z.object({ a: number }).prefault({ a: 5 }),
});

test('a step leads to the schema of the component that the value names', (t) => {
  t.is(childSchema(part, 'p', { type: 'x' }), number);
  t.is(childSchema(part, 'p', { type: 'y' }), undefined);
  t.is(childSchema(part, 'p', {}), number);
  t.is(childSchema(part, 'p', { type: '${type}' }), number);
  t.is(optionsFor(part, { type: 'x' }).length, 1);
  t.is(optionsFor(part, {}).length, 2);
});

test('a step leads into lists, tuples and records', (t) => {
  t.is(childSchema(schema.shape.list, 4, []), part);
  t.is(childSchema(schema.shape.list, 'x', []), undefined);
  t.is(childSchema(schema.shape.list, -1, []), undefined);
  t.is(childSchema(schema.shape.pair, '1', [])?.type, 'string');
  t.is(childSchema(schema.shape.pair, 2, []), undefined);
  t.is(childSchema(schema.shape.named, 'any', {}), number);
});

test('keys are those that the value may have', (t) => {
  t.deepEqual(keysOf(part, { type: 'y' }), ['type', 'q']);
  t.deepEqual(keysOf(schema.shape.section, undefined), ['a']);
  t.deepEqual(keysOf(number, 3), []);
});

test('a default is found under other wrappers, and makes a key optional', (t) => {
  t.is(defaultOf(z.number().default(2).describe('x')), 2);
  t.is(defaultOf(z.number().optional()), undefined);
  t.deepEqual([number, z.number().optional(), z.number(), z.number().nullable()].map(isOptional), [
    true,
    true,
    false,
    false,
  ]);
});

test('the default of a key may be within that of its section', (t) => {
  t.is(schemaAlong(schema, ['section', 'a'], { section: { a: 1 } }).fallback, 3);
  const outer = z.object({ section: z.object({ a: z.number() }).default({ a: 5 }) });
  t.is(schemaAlong(outer, ['section', 'a'], { section: { a: 1 } }).fallback, 5);
});
