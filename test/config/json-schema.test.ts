import test from 'ava';
import { z } from 'zod';
import {
  componentSchema,
  convert,
  experimentJsonSchema,
  refSlot,
  type JsonSchema,
} from '../../src/config/json-schema.ts';
import { createRegistry, defineComponent, kinds } from '../../src/registry/index.ts';
import { testRegistry } from './_registry.ts';

const reference = { type: 'string', pattern: '\\$\\{' };

/** The schema of one key. */
function ofKey(schema: z.ZodType): JsonSchema {
  return (convert(z.strictObject({ key: schema }))['properties'] as Record<string, JsonSchema>)['key']!;
}

test('a number may be a reference too, and an editor says so in words', (t) => {
  t.deepEqual(ofKey(z.number().min(0)), {
    type: ['number', 'string'],
    minimum: 0,
    pattern: reference.pattern,
    patternErrorMessage: 'expected a number, or a ${...} reference',
  });
  t.is(ofKey(z.int())['patternErrorMessage'], 'expected an integer, or a ${...} reference');
});

test('an integer has the limits that were given, or those of whole numbers that are exact', (t) => {
  const limits = (schema: z.ZodType) => [ofKey(schema)['minimum'], ofKey(schema)['maximum']];
  t.deepEqual(limits(z.int().min(1).max(9)), [1, 9]);
  t.deepEqual(limits(z.int()), [-(2 ** 53 - 1), 2 ** 53 - 1]);
});

test('a text is a reference already', (t) => {
  t.deepEqual(ofKey(z.string()), { type: 'string' });
});

test('one of a list of values, or one of several types, may be a reference', (t) => {
  t.deepEqual(ofKey(z.enum(['a', 'b'])), { anyOf: [{ enum: ['a', 'b'] }, reference] });
  const choice = ofKey(z.union([z.string(), z.boolean()]));
  t.deepEqual((choice['anyOf'] as JsonSchema[]).at(-1), reference);
  t.is((choice['anyOf'] as JsonSchema[]).length, 3);
});

test('no key is required, since a parent may write it, and a default is told', (t) => {
  const schema = convert(z.strictObject({ a: z.number(), b: z.number().default(3) }));
  t.false('required' in schema);
  t.is(schema['additionalProperties'], false);
  t.is((schema['properties'] as Record<string, JsonSchema>)['b']?.['default'], 3);
});

test("a component's place refers to the definition of its kind, with the description of its own", (t) => {
  t.is(ofKey(refSlot('loss'))['$ref'], '#/definitions/loss');
  t.deepEqual(ofKey(refSlot('storage').describe('Where samples wait.')), {
    description: 'Where samples wait.',
    allOf: [{ $ref: '#/definitions/storage' }],
  });
});

const dice = defineComponent({
  kind: 'loss',
  type: 'dice',
  description: 'Overlap.',
  params: z.strictObject({ smooth: z.number().default(1).describe('Added.'), power: z.number() }),
  build: () => {
    throw new Error('not built in these tests');
  },
});

test('a component is its type and its parameters, and no other key', (t) => {
  const schema = componentSchema(dice);
  const properties = schema['properties'] as Record<string, JsonSchema>;
  t.deepEqual(Object.keys(properties), ['type', 'smooth', 'power']);
  t.deepEqual(properties['type'], { const: 'dice', description: 'Overlap.' });
  t.deepEqual(schema['type'], ['object', 'string']);
  t.is(schema['additionalProperties'], false);
});

test('the type of a component decides which parameters it has', (t) => {
  const { definitions } = experimentJsonSchema(createRegistry(dice)) as { definitions: Record<string, JsonSchema> };
  const loss = definitions['loss']!;
  t.deepEqual(loss['allOf'], [
    {
      if: { type: 'object', required: ['type'], properties: { type: { const: 'dice' } } },
      then: componentSchema(dice),
    },
  ]);
  t.deepEqual((loss['properties'] as Record<string, JsonSchema>)['type']?.['anyOf'], [
    { const: 'dice', description: 'Overlap.' },
    reference,
  ]);
});

test('without a type, the parameters of every component are allowed, with any value', (t) => {
  const { definitions } = experimentJsonSchema(createRegistry(dice)) as { definitions: Record<string, JsonSchema> };
  const then = definitions['loss']!['then'] as JsonSchema;
  const { type: _type, ...parameters } = then['properties'] as Record<string, JsonSchema>;
  t.deepEqual(parameters, { smooth: { description: 'Added.' }, power: {} });
  t.is(then['additionalProperties'], false);
  t.deepEqual(definitions['loss']!['if'], { type: 'object', not: { required: ['type'] } });
});

test('every kind has a definition, and one without components says nothing about parameters', (t) => {
  const { definitions } = experimentJsonSchema(createRegistry(dice)) as { definitions: Record<string, JsonSchema> };
  t.deepEqual(Object.keys(definitions), [
    ...kinds,
    'loss-type',
    'search-type',
    'pruner-type',
    'loss-weight',
    'loss-name',
  ]);
  t.deepEqual(definitions['model']!['allOf'], []);
  t.false('then' in definitions['model']!);
});

test('an experiment is a section, with the keys that compose it', (t) => {
  const schema = experimentJsonSchema(testRegistry());
  t.is(schema['$schema'], 'http://json-schema.org/draft-07/schema#');
  t.is(schema['type'], 'object');
  t.is(schema['pattern'], undefined);
  const keys = Object.keys(schema['properties'] as object);
  for (const key of ['dataset', 'train', 'sweep', 'extends', 'drop', 'append', 'format'])
    t.true(keys.includes(key), key);
});
