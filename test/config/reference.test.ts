import test from 'ava';
import { z } from 'zod';
import { configurationReference } from '../../src/config/reference.ts';
import { createRegistry, defineComponent, kinds, type SlotSchema } from '../../src/registry/index.ts';
import { testRegistry } from './_registry.ts';

/** The rows of one component's table. */
function rowsOf(params: z.ZodObject | ((slot: SlotSchema) => z.ZodObject)): string[] {
  const component = defineComponent({
    kind: 'loss',
    type: 'dice',
    description: 'Overlap.',
    params,
    build: () => {
      throw new Error('not built in these tests');
    },
  });
  const text = configurationReference(createRegistry(component));
  const [, section = ''] = text.split('#### loss `dice`\n\n');
  return section
    .split('\n### ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| `'));
}

test('a row has key, type, default and meaning', (t) => {
  t.deepEqual(rowsOf(z.strictObject({ smooth: z.number().default(1).describe('Added to both.') })), [
    '| `smooth` | number | `1` | Added to both. |',
  ]);
  t.deepEqual(rowsOf(z.strictObject({ name: z.string() })), ['| `name` | string |  |  |']);
});

test('limits are written behind the type, the lower first', (t) => {
  const schema = z.strictObject({
    a: z.int().positive(),
    b: z.number().min(0).lt(1),
    c: z.number().max(5),
    d: z.int(),
  });
  t.deepEqual(
    rowsOf(schema).map((row) => row.split(' | ')[1]),
    ['integer > 0', 'number >= 0, < 1', 'number <= 5', 'integer'],
  );
});

test('a choice lists its values or types, and leaves references out', (t) => {
  const schema = z.strictObject({
    mode: z.enum(['macro', 'micro']),
    size: z.union([z.int(), z.array(z.int())]),
    only: z.literal('one'),
    text: z.union([z.string(), z.boolean()]),
  });
  t.deepEqual(
    rowsOf(schema).map((row) => row.split(' | ')[1]),
    ['`macro` or `micro`', 'integer or list of integer', '`one`', 'string or boolean'],
  );
});

test('lists say what is in them, tuples how long they are, sections their keys', (t) => {
  const schema = z.strictObject({
    list: z.array(z.number()),
    pair: z.tuple([z.number(), z.number()]),
    section: z.strictObject({ a: z.number(), b: z.number() }),
    open: z.record(z.string(), z.number()),
    anything: z.unknown(),
  });
  t.deepEqual(
    rowsOf(schema).map((row) => row.split(' | ')[1]),
    ['list of number', 'list of 2', '{a, b}', 'number', 'number', 'section', 'any'],
  );
});

test("another component's place names its kind", (t) => {
  const rows = rowsOf((slot) =>
    z.strictObject({ storage: slot('storage').prefault({ type: 'memory' }), list: z.array(slot('encoder')) }),
  );
  t.deepEqual(
    rows.map((row) => row.split(' | ')[1]),
    ['storage component', 'list of encoder component'],
  );
});

test('a bar or a line break ends no cell', (t) => {
  t.deepEqual(rowsOf(z.strictObject({ sep: z.string().default('|').describe('One\nof | or ,') })), [
    '| `sep` | string | `"\\|"` | One of \\| or , |',
  ]);
});

test('each component has an example, behind its table', (t) => {
  const text = configurationReference(testRegistry());
  t.regex(text, /\| `gamma` \| [^\n]+\n\n```yaml\nloss:\n {2}type: focal\n```/);
});

test('a component without parameters says so', (t) => {
  const text = configurationReference(testRegistry());
  t.true(text.includes('#### scheduler `constant`\n\nA scheduler for tests.\n\nNo parameters.'));
});

test('the page has the top level, each section, and each kind with its components in order', (t) => {
  const titles = configurationReference(testRegistry())
    .split('\n')
    .filter((line) => line.startsWith('###'));
  t.is(titles[0], '### The top level');
  for (const section of ['train', 'engine', 'loader', 'log']) t.true(titles.includes(`### ${section}`), section);
  t.deepEqual(
    titles.filter((title) => title.startsWith('### Components')),
    kinds.map((kind) => `### Components: ${kind}`),
  );
  const optimizers = titles.slice(titles.indexOf('### Components: optimizer') + 1).slice(0, 2);
  t.deepEqual(optimizers, ['#### optimizer `adam`', '#### optimizer `sgd`']);
});

test('keys within keys have rows of their own, in the table of their section', (t) => {
  const train = configurationReference(testRegistry()).split('### train\n')[1]!.split('\n### ')[0]!;
  t.regex(train, /\| `early_stopping\.patience` \| integer > 0 \|/);
  t.regex(train, /\| `clip_gradients\.norm` \| number > 0 \|/);
});

test('a section begins with what it is for', (t) => {
  const text = configurationReference(testRegistry());
  t.regex(
    text,
    /### engine\n\n\S.*\.\n\n\| Key \| Type \| Default \| Meaning \|\n\| --- \| --- \| --- \| --- \|\n\| `/,
  );
});
