import test from 'ava';
import { z } from 'zod';
import { describeIssue } from '../../src/config/describe-issue.ts';
import { mergeNodes } from '../../src/config/merge.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { toPlain, type MapNode } from '../../src/config/tree.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { testRegistry } from './_registry.ts';
import { treeOf } from './_trees.ts';
import { withLines } from './_workspace.ts';

/** What is said of a text: `line:column code: message`, then the hints. */
function described(text: string, schema: z.ZodType): string[][] {
  const tree = treeOf(text);
  const issues = schema.safeParse(toPlain(tree)).error?.issues ?? [];
  return issues
    .flatMap((issue) => describeIssue(issue, tree, schema))
    .map(({ code, message, where, hints = [] }) => [`${where?.line}:${where?.column} ${code}: ${message}`, ...hints]);
}

const experiment = schemaOf(testRegistry());
const ofExperiment = (changes: Record<number, string>) => described(withLines(changes), experiment);

test('a wrong value is described at its place, with what its key means and its default', (t) => {
  const schema = z.object({ a: z.object({ rate: z.number().default(0.5).describe('Share of all.') }) });
  t.deepEqual(described('a:\n  rate: [1]\n', schema), [
    ['2:9 wrong-type: expected a number, got a list of 1', '`a.rate`: Share of all. default: 0.5'],
  ]);
});

test('a value without a meaning of its own is explained by its section, and by nothing where that has none', (t) => {
  const told = z.object({ a: z.object({ rate: z.number() }).describe('How fast.') });
  t.deepEqual(described('a: {rate: [1]}\n', told)[0]?.slice(1), ['`a`: How fast.']);
  const untold = z.object({ a: z.object({ rate: z.number() }) });
  t.deepEqual(described('a: {rate: [1]}\n', untold)[0]?.slice(1), []);
});

test('each unknown key is a problem at that key, which names its section', (t) => {
  const schema = z.strictObject({ part: z.strictObject({ rate: z.number().optional() }) });
  t.deepEqual(described('part: {a: 1, b: 2}\n', schema), [
    ['1:8 unknown-key: expected a key of `part`, got `a`', 'keys: rate'],
    ['1:14 unknown-key: expected a key of `part`, got `b`', 'keys: rate'],
  ]);
});

test('a missing key is reported at the key of its section, with what to add', (t) => {
  const schema = z.object({ part: z.object({ rate: z.number().describe('How fast.'), tag: z.string() }) });
  t.deepEqual(described('x: 1\npart: {}\n', schema), [
    ['2:1 missing-key: expected `part` to have the key `rate`', 'add `rate: <number>` (How fast.)'],
    ['2:1 missing-key: expected `part` to have the key `tag`', 'add `tag: <string>`'],
  ]);
  t.deepEqual(described('x: 1\npart: 3\n', z.object({ rate: z.number() })), [
    ['1:1 missing-key: expected the experiment to have the key `rate`', 'add `rate: <number>`'],
  ]);
});

test('a section whose place nobody wrote is missing at the nearest section above', (t) => {
  const schema = z.object({ a: z.object({ b: z.object({ c: z.number() }).prefault({} as never) }) });
  t.deepEqual(described('x: 1\na: {}\n', schema)[0]?.[0], '2:1 missing-key: expected `a.b` to have the key `c`');
});

test('a type that is not registered lists those that are, the nearest first', (t) => {
  t.deepEqual(ofExperiment({ 9: 'loss: {type: focl}' }), [
    [
      '9:14 unknown-component: expected the type of a registered loss, got `focl`',
      'did you mean `focal`?',
      'losses: cross-entropy, focal',
    ],
  ]);
  t.deepEqual(ofExperiment({ 12: '  type: banana' }), [
    [
      '12:9 unknown-component: expected the type of a registered optimizer, got `banana`',
      'optimizers: adam, sgd',
      'to register a component of your own, write `plugins: [./my-component.js]`',
    ],
  ]);
});

test('a component without a type, or with one that is no text, is told which there are', (t) => {
  t.deepEqual(ofExperiment({ 9: 'loss: {gamma: 2}' }), [
    ['9:1 missing-key: expected `loss` to have the key `type`', 'add `type: ...`; losses: cross-entropy, focal'],
  ]);
  t.deepEqual(ofExperiment({ 9: 'loss: {type: 3}' }), [
    ['9:14 wrong-type: expected the name of a loss, got `3`', 'losses: cross-entropy, focal'],
  ]);
});

test('a kind that has no component says so', (t) => {
  const schema = z.object({ loss: createRegistry().slot('loss') });
  t.deepEqual(described('loss: {type: focal}\n', schema)[0]?.slice(1), [
    'no loss is registered',
    'to register a component of your own, write `plugins: [./my-component.js]`',
  ]);
});

const period = z.union([z.strictObject({ steps: z.int() }), z.strictObject({ epochs: z.int() })]);
const withPeriod = z.object({ every: period.describe('How often.') });

test('a value that is none of several sections is told their keys', (t) => {
  t.deepEqual(described('every: 5\n', withPeriod), [
    [
      '1:8 wrong-type: expected one of {steps} or {epochs}, got `5`',
      'did you mean `{steps: 5}`?',
      '`every`: How often.',
    ],
  ]);
  t.is(described('every: often\n', withPeriod)[0]?.[1], 'did you mean `{steps: ...}`?');
});

test('a section that is none of several is told what is wrong with its keys', (t) => {
  const hints = (text: string) => described(text, withPeriod)[0]?.slice(0, 2);
  t.deepEqual(hints('every: {steps: 1, epochs: 2}\n'), [
    '1:8 bad-value: expected one of {steps} or {epochs}, got {steps, epochs}',
    'keep one of them',
  ]);
  t.deepEqual(hints('every: {stepz: 1}\n'), [
    '1:8 bad-value: expected one of {steps} or {epochs}, got {stepz}',
    'did you mean `steps`?',
  ]);
  t.deepEqual(hints('every: {}\n'), [
    '1:8 bad-value: expected one of {steps} or {epochs}, got an empty section',
    'write one of {steps} or {epochs}',
  ]);
});

test('a key of another option is said to exclude the keys beside it', (t) => {
  t.deepEqual(described('every: {epochs: 1, steps: null}\n', withPeriod), [
    [
      '1:20 unknown-key: expected a key of `every`, got `steps`',
      "`steps` can't stand beside the other keys here: keep one of them",
    ],
  ]);
});

test('how to take an inherited key away is said of keys that exclude each other only', (t) => {
  const base = treeOf('part: {every: {steps: 1}}\n');
  const own = treeOf('part: {every: {epochs: 1}, wrong: 1}\n');
  const tree = mergeNodes(base, own) as MapNode;
  const schema = z.object({ part: z.strictObject({ every: period }) });
  const issues = schema.safeParse(toPlain(tree)).error?.issues ?? [];
  t.deepEqual(
    issues.flatMap((issue) => describeIssue(issue, tree, schema)).map(({ hints = [] }) => hints),
    [['keep one of them', '`drop: [part.every.steps]` takes away the one of x.yaml'], ['keys: every']],
  );
});

test('a name that the user chose is told what names may have, at its place', (t) => {
  const names = z.record(z.string().regex(/^[a-z]+$/, 'small letters'), z.number()).describe('Points.');
  t.deepEqual(described('points:\n  ok: 1\n  a b: 2\n', z.object({ points: names })), [
    ['3:3 bad-value: expected a name with small letters, got `a b`', '`points`: Points.'],
  ]);
});

test('where one option of a choice is meant, its own problem is reported, at its place', (t) => {
  t.deepEqual(
    described('every: {epochs: often}\n', withPeriod)[0]?.[0],
    '1:17 wrong-type: expected a number, got the text `often`',
  );
});

test('a choice between plain values lists what each would have taken, once', (t) => {
  const schema = z.object({
    size: z.union([z.number(), z.array(z.number()), z.number().min(2)]).describe('In pixels.'),
  });
  t.deepEqual(described('size: {a: 1}\n', schema), [
    ['1:7 wrong-type: expected a number or a list, got a section of keys and values', '`size`: In pixels.'],
  ]);
});

test('a choice that nobody wrote is a missing key', (t) => {
  t.deepEqual(described('x: 1\n', withPeriod), [
    ['1:1 missing-key: expected the experiment to have the key `every`', 'add `every: ...` (How often.)'],
  ]);
});
