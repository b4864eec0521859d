import test from 'ava';
import fc from 'fast-check';
import { z } from 'zod';
import { canonical } from '../../src/config/canonical.ts';
import { said } from '../../src/config/said.ts';

const period = z.union([z.strictObject({ steps: z.int() }), z.strictObject({ epochs: z.int() })]);

test('leaves that equal their default vanish, and sections that are default as a whole', (t) => {
  const schema = z.object({
    a: z.number().default(1),
    list: z.array(z.number()).default([1, 2]),
    inner: z.object({ b: z.string().default('x'), c: z.number() }),
    whole: z.object({ d: z.boolean().default(false) }).prefault({}),
  });
  t.deepEqual(said(schema, { a: 1, list: [1, 2], inner: { b: 'x', c: 3 }, whole: { d: false } }), { inner: { c: 3 } });
  t.deepEqual(said(schema, { a: 2, list: [2, 1], inner: { b: 'y', c: 3 }, whole: { d: true } }), {
    a: 2,
    list: [2, 1],
    inner: { b: 'y', c: 3 },
    whole: { d: true },
  });
});

test('a section that is not its own default stays, though all its leaves are theirs', (t) => {
  const schema = z.object({ section: z.object({ a: z.number().default(0) }).prefault({ a: 1 }) });
  t.deepEqual(said(schema, { section: { a: 1 } }), {});
  t.deepEqual(said(schema, { section: { a: 0 } }), { section: {} });
});

test('what may be absent or null is not mixed up', (t) => {
  const schema = z.object({
    optional: z.object({ a: z.number().default(1) }).optional(),
    nullable: z.number().nullable().default(3),
    nothing: z.number().nullable().default(null),
  });
  t.deepEqual(said(schema, { nullable: 3, nothing: null }), {});
  t.deepEqual(said(schema, { optional: { a: 1 }, nullable: null, nothing: 0 }), {
    optional: {},
    nullable: null,
    nothing: 0,
  });
});

test('components keep their type, lists and tuples all their items, records all their entries', (t) => {
  const part = z.discriminatedUnion('type', [
    z.object({ type: z.literal('flip'), p: z.number().default(0.5) }),
    z.object({ type: z.literal('blur'), sigma: z.number().default(1), p: z.number().default(0.1) }),
  ]);
  const schema = z.object({
    parts: z.array(part),
    pair: z.tuple([part, z.number().default(4)]),
    named: z.record(z.string(), part),
  });
  const value = {
    parts: [
      { type: 'flip', p: 0.5 },
      { type: 'blur', sigma: 2, p: 0.1 },
    ],
    pair: [{ type: 'blur', sigma: 1, p: 0.5 }, 4],
    named: { a: { type: 'flip', p: 0.1 } },
  };
  t.deepEqual(said(schema, value), {
    parts: [{ type: 'flip' }, { type: 'blur', sigma: 2 }],
    pair: [{ type: 'blur', p: 0.5 }, 4],
    named: { a: { type: 'flip', p: 0.1 } },
  });
});

test('of a choice without a type, a value is shortened only where it reads back as it was', (t) => {
  const clear = z.union([
    z.strictObject({ steps: z.int(), phase: z.int().default(0) }),
    z.strictObject({ epochs: z.int() }),
  ]);
  t.deepEqual(said(clear, { steps: 5, phase: 0 }), { steps: 5 });
  const unclear = z.union([
    z.strictObject({ k: z.enum(['a', 'b']).default('a') }),
    z.strictObject({ k: z.enum(['c', 'd']).default('c') }),
  ]);
  t.deepEqual(said(unclear, { k: 'a' }), {});
  t.deepEqual(said(unclear, { k: 'c' }), { k: 'c' });
});

test('a schema that holds itself is walked as far as the value goes', (t) => {
  const tree: z.ZodType = z.lazy(() => z.object({ depth: z.number().default(0), inner: z.array(tree).default([]) }));
  t.deepEqual(said(tree, { depth: 1, inner: [{ depth: 0, inner: [] }] }), { depth: 1, inner: [{}] });
});

test('what the id leaves out is not said', (t) => {
  const schema = z.object({
    name: z.string(),
    engine: z.object({ threads: z.int().optional(), backend: z.string().default('auto') }).prefault({}),
    log: z.unknown(),
  });
  t.deepEqual(said(schema, { name: 'x', engine: { threads: 4, backend: 'auto' }, log: 3 }), {});
  t.deepEqual(said(schema, { name: 'x', engine: { threads: 4, backend: 'cpu' }, log: 3 }), {
    engine: { backend: 'cpu' },
  });
});

test('different values say different things, and equal ones the same', (t) => {
  const schema = z.strictObject({
    a: z.int().default(1),
    b: z.strictObject({ c: z.int().default(0), d: z.int().nullable().default(null) }).prefault({ c: 1 }),
    every: period.default({ epochs: 1 }),
    list: z.array(z.strictObject({ e: z.int().default(1) })).default([{ e: 1 }]),
  });
  const small = fc.integer({ min: 0, max: 2 });
  const input = fc.record(
    {
      a: small,
      b: fc.record({ c: small, d: fc.option(small) }, { requiredKeys: [] }),
      every: fc.oneof(fc.record({ steps: small }), fc.record({ epochs: small })),
      list: fc.array(fc.record({ e: small }, { requiredKeys: [] }), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  const property = fc.property(input, input, (x, y) => {
    const [left, right] = [schema.parse(x), schema.parse(y)];
    const same = canonical(left) === canonical(right);
    return (canonical(said(schema, left)) === canonical(said(schema, right))) === same;
  });
  t.notThrows(() => fc.assert(property, { numRuns: 3000 }));
});
