import test from 'ava';
import { z } from 'zod';
import type { Problem } from '../../src/core/errors/index.ts';
import { parseSource } from '../../src/config/parse.ts';
import { parsePath, type MapNode } from '../../src/config/tree.ts';
import { update } from '../../src/config/update.ts';
import { sectionValidator } from '../../src/config/validate-sections.ts';

const treeOf = (text: string) => parseSource({ path: '', name: 'x.yaml', text }, 'file', () => undefined) as MapNode;
const withLr = (tree: MapNode, lr: number) =>
  update(tree, parsePath('optimizer.lr'), (node) => ({ ...node!, value: lr }) as typeof node);

let parsedModels = 0;
const schema = z
  .strictObject({
    seed: z.int().default(0),
    note: z.string().optional(),
    model: z.strictObject({ type: z.string() }).refine(() => ++parsedModels),
    optimizer: z.strictObject({ lr: z.number().transform((lr) => 2 * lr) }),
    log: z.strictObject({ loggers: z.array(z.string()).default(['events']) }).prefault({}),
  })
  .superRefine(({ seed, optimizer }, { addIssue }) => {
    if (seed === 3 && optimizer.lr > 8) addIssue({ code: 'custom', path: ['optimizer', 'lr'], message: 'too large' });
  });

function validated(validate: ReturnType<typeof sectionValidator>, tree: MapNode) {
  const problems: Problem[] = [];
  const value = validate(tree, (problem) => problems.push(problem)) as z.output<typeof schema> | undefined;
  return { value, problems: problems.map(({ message }) => message) };
}

test('a section of the same node, or of none, is validated once and is the same object', (t) => {
  const validate = sectionValidator(schema);
  const tree = treeOf('seed: 1\nmodel: {type: unet}\noptimizer: {lr: 1}');
  const [first, second] = [validated(validate, tree).value!, validated(validate, withLr(tree, 2)).value!];
  t.is(parsedModels, 1);
  t.deepEqual(first, { seed: 1, model: { type: 'unet' }, optimizer: { lr: 2 }, log: { loggers: ['events'] } });
  t.is(second.model, first.model);
  t.is(second.log, first.log);
  t.deepEqual(second, { ...first, optimizer: { lr: 4 } }, 'what was transformed is not transformed again');
  t.deepEqual(Object.keys(second), ['seed', 'model', 'optimizer', 'log']);
});

test('what is wrong is told as for a tree alone: a section, a key that is none, and what two sections are together', (t) => {
  const validate = sectionValidator(schema);
  const tree = treeOf('seed: 3\nmodel: {type: unet}\noptimizer: {lr: 1}');
  t.deepEqual(validated(validate, tree).problems, []);
  for (const [text, count] of [
    ['seed: 3\nmodel: {type: 1}\noptimizer: {lr: x}', 2],
    ['seed: 3\nmodel: {type: unet}\noptimizer: {lr: 1}\nelse: 1', 1],
    ['seed: 3\noptimizer: {lr: 1}', 1],
  ] as const) {
    const { value, problems } = validated(validate, treeOf(text));
    t.is(value, undefined);
    t.is(problems.length, count, problems.join());
  }
  t.deepEqual(validated(validate, withLr(tree, 5)), { value: undefined, problems: ['too large, got `5`'] });
  t.is(validated(validate, withLr(tree, 4)).value!.optimizer.lr, 8, 'wrong trees leave nothing behind');
});

test('a key that has to be there is missed, although its section takes anything', (t) => {
  for (const section of [z.unknown(), z.union([z.number(), z.undefined()])]) {
    const validate = sectionValidator(z.strictObject({ a: section, b: z.unknown().optional() }));
    t.deepEqual(validated(validate, treeOf('a: 1')), { value: { a: 1 }, problems: [] });
    t.is(validated(validate, treeOf('b: 1')).problems.length, 1);
  }
});

test('one node under two keys is two sections', (t) => {
  const two = z.strictObject({ a: z.object({ x: z.number() }), b: z.object({ x: z.number().transform(String) }) });
  const { entries, ...tree } = treeOf('a: {x: 1}');
  const both: MapNode = { ...tree, entries: new Map([...entries, ['b', entries.get('a')!]]) };
  t.deepEqual(validated(sectionValidator(two), both).value as unknown, { a: { x: 1 }, b: { x: '1' } });
});
