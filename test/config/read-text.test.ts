import test from 'ava';
import { z } from 'zod';
import { readText } from '../../src/config/read-text.ts';
import { fromPlain, toPlain, type Node } from '../../src/config/tree.ts';
import { somewhere } from './_trees.ts';

const flow: Node = fromPlain(['read as a list or section'], somewhere);

function read(text: string, schema: z.ZodType, readFlow: () => Node | undefined = () => flow): unknown {
  const node = readText({ kind: 'scalar', origin: somewhere, value: text, raw: true }, schema, readFlow);
  return node && toPlain(node);
}

for (const text of ['1.10', '007', '25921e05', '0x1F', 'true', 'null', '"q"', ' /mnt/set #2', 'a\nb', '[1, 2]', '']) {
  test(`a key that takes a text gets ${JSON.stringify(text)} as it is`, (t) => {
    t.is(read(text, z.string()), text);
    t.is(read(text, z.string().optional()), text);
    t.is(read(text, z.string().min(100).default('')), text);
  });
}

const numbers: [string, number][] = [
  ['1.10', 1.1],
  ['007', 7],
  ['25921e05', 2_592_100_000],
  ['6e1234', Infinity],
  ['0x1F', 31],
  ['0o17', 15],
  [' 1e-3 ', 1e-3],
  ['.5', 0.5],
  ['+5', 5],
  ['-.inf', -Infinity],
  ['.nan', NaN],
];
for (const [text, number] of numbers)
  test(`a key that takes a number gets ${number} for ${JSON.stringify(text)}`, (t) => {
    t.is(read(text, z.number()), number);
  });

test('what is no number in YAML 1.2 stays a text, so that the message can show it', (t) => {
  for (const text of ['1_000', '0b1', '1e', '1 # one', '12 monkeys', '0x', '1.2.3', '', 'Infinity'])
    t.is(read(text, z.number()), text);
});

test('a key that takes a truth value gets it, and no other word', (t) => {
  for (const text of ['true', 'True', 'TRUE']) t.is(read(text, z.boolean()), true);
  for (const text of ['false', 'False', 'FALSE']) t.is(read(text, z.boolean()), false);
  for (const text of ['yes', 'tRUE', 'off']) t.is(read(text, z.boolean()), text);
});

test('a value of another type than the key takes is read, so that the message can name its type', (t) => {
  t.is(read('true', z.number()), true);
  t.is(read('5', z.boolean()), 5);
  t.is(read('null', z.number()), null);
});

test('nothing is a value only where the key takes it', (t) => {
  t.is(read('null', z.string().nullable()), null);
  t.is(read('~', z.union([z.string(), z.null()])), null);
  t.is(read('null', z.union([z.string(), z.number()])), 'null');
});

test('brackets and braces are a list or section where the key takes one', (t) => {
  for (const schema of [z.array(z.number()), z.tuple([z.int()]), z.strictObject({}), z.record(z.string(), z.int())]) {
    t.deepEqual(read('[1, 2]', schema), toPlain(flow));
    t.deepEqual(read(' {a: 1}', schema.optional()), toPlain(flow));
    t.is(read('1', schema), 1);
  }
  t.is(
    read('[1', z.array(z.int()), () => undefined),
    undefined,
  );
});

test('of several types the first that fits is taken: a word, a list, a number, a text', (t) => {
  const size = z.union([z.int(), z.tuple([z.int(), z.int()])]);
  t.is(read('256', size), 256);
  t.deepEqual(read('[1, 2]', size), toPlain(flow));
  t.is(read('auto', z.union([z.literal('auto'), z.int()])), 'auto');
  t.is(read('2', z.union([z.literal('auto'), z.int()])), 2);
  t.is(read('2', z.union([z.enum(['1', '2']), z.int()])), '2');
  t.is(read('1.10', z.union([z.string(), z.number()])), 1.1);
  t.is(read('a', z.union([z.string(), z.number()])), 'a');
  t.is(
    read('[a', z.union([z.string(), z.array(z.string())]), () => undefined),
    '[a',
  );
});

test('a fixed number or truth value is read as one', (t) => {
  t.is(read('2', z.literal([1, 2])), 2);
  t.is(read('true', z.union([z.literal(true), z.literal('auto')])), true);
});

test('a key of which the schema says nothing gets what the text means in YAML', (t) => {
  t.is(read('1.10', z.unknown()), 1.1);
  t.is(read('a', z.unknown()), 'a');
  t.deepEqual(
    read(
      '[1]',
      z.preprocess((value) => value, z.string()),
    ),
    toPlain(flow),
  );
});
