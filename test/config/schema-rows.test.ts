import test from 'ava';
import { z } from 'zod';
import { builtins } from '../../src/components/index.ts';
import { componentSchema, convert, refSlot, type JsonSchema } from '../../src/config/json-schema.ts';
import { schemaRows } from '../../src/config/schema-rows.ts';
import { compositionSection, experimentSchema } from '../../schemas/index.ts';

type Properties = Record<string, JsonSchema>;
const rowsOf = (schema: z.ZodType) => schemaRows(convert(schema)['properties'] as Properties);
const keysOf = (schema: z.ZodType) => rowsOf(schema).map(({ key }) => key);

test('keys of a section follow it, with its name before theirs', (t) => {
  const schema = z.strictObject({
    split: z.strictObject({ train: z.number(), seed: z.strictObject({ value: z.int() }) }),
    last: z.int(),
  });
  t.deepEqual(keysOf(schema), ['split', 'split.train', 'split.seed', 'split.seed.value', 'last']);
});

test('items of a list are marked with brackets', (t) => {
  const schema = z.strictObject({ classes: z.array(z.strictObject({ name: z.string() })), numbers: z.array(z.int()) });
  t.deepEqual(keysOf(schema), ['classes', 'classes[].name', 'numbers']);
});

test('a choice has the keys of all its sections, each once, also in lists', (t) => {
  const schema = z.strictObject({
    every: z.union([
      z.strictObject({ steps: z.int(), first: z.int() }),
      z.strictObject({ steps: z.int(), epochs: z.int() }),
    ]),
    classes: z.union([z.string(), z.array(z.strictObject({ name: z.string() }))]),
  });
  t.deepEqual(keysOf(schema), ['every', 'every.steps', 'every.first', 'every.epochs', 'classes', 'classes[].name']);
  t.is(rowsOf(schema)[4]?.type, 'string or list of {name}');
});

test('sections with the same keys have them once', (t) => {
  const split = z.strictObject({ list: z.string() });
  const rows = rowsOf(
    z.strictObject({ splits: z.strictObject({ train: split, val: split.optional().describe('For best.') }) }),
  );
  t.deepEqual(
    rows.map(({ key, meaning }) => [key, meaning]),
    [
      ['splits', ''],
      ['splits.train', ''],
      ['splits.train.list', ''],
      ['splits.val', 'For best. Its keys are those of `splits.train`.'],
    ],
  );
});

test('a default is that of the key itself', (t) => {
  const rows = rowsOf(z.strictObject({ a: z.strictObject({ b: z.int().default(2) }).prefault({}), c: z.int() }));
  t.deepEqual(
    rows.map((row) => ('default' in row ? row.default : 'none')),
    [{}, 2, 'none'],
  );
});

test('every key of every component and section says what it means', (t) => {
  const root = convert(experimentSchema(refSlot).extend(compositionSection.shape))['properties'] as Properties;
  const sections = [
    { name: 'the experiment', properties: root },
    ...builtins.map((component) => ({
      name: `${component.kind} ${component.type}`,
      properties: componentSchema(component)['properties'] as Properties,
    })),
  ];
  const without = sections.flatMap(({ name, properties }) =>
    schemaRows(properties).flatMap(({ key, meaning }) => (meaning === '' && key !== 'type' ? [`${name}: ${key}`] : [])),
  );
  t.deepEqual(without, []);
});
