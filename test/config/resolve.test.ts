import test from 'ava';
import { resolveFile, type Resolution, type ResolveOptions } from '../../src/config/resolve.ts';
import { nodeAt, toPlain } from '../../src/config/tree.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { testRegistry } from './_registry.ts';
import { createWorkspace, summarize, withLines, type Files } from './_workspace.ts';

async function resolve(
  t: Parameters<typeof createWorkspace>[0],
  files: Files,
  options: Partial<ResolveOptions> = {},
): Promise<Resolution & { problems: readonly Problem[] }> {
  const workingDirectory = await createWorkspace(t, files);
  const problems: Problem[] = [];
  const resolution = await resolveFile(
    'x.yaml',
    { registry: testRegistry(), workingDirectory, environment: {}, ...options },
    (problem) => problems.push(problem),
  );
  return { ...resolution, problems };
}

const codesOf = ({ problems }: { problems: readonly Problem[] }) => problems.map(summarize);

const plugin = `
export const dice = ({ defineComponent, z }) => defineComponent({
  kind: 'loss', type: 'dice', description: 'For tests.', params: z.strictObject({}), build() {},
});
`;

test('the stages follow each other: parents, `--set`, references, then the checks', async (t) => {
  const files = {
    '_base.yaml': withLines({ 2: 'seed: 1' }),
    'x.yaml': 'extends: ./_base.yaml\nseed: 2\nname: seed-${seed}\n',
  };
  const { experiment, problems } = await resolve(t, files, { overrides: ['seed=3'] });
  t.deepEqual(problems, []);
  t.is(experiment?.seed, 3);
  t.is(experiment?.name, 'seed-3');
});

test('of several `--set` of one key, the last counts', async (t) => {
  const { experiment } = await resolve(t, { 'x.yaml': withLines({}) }, { overrides: ['seed=3', 'seed=4'] });
  t.is(experiment?.seed, 4);
});

test('it lists the files that were read, parents first', async (t) => {
  const files = {
    'x.yaml': 'extends: [./_a.yaml, ./_b.yaml]\n',
    '_a.yaml': withLines({}),
    '_b.yaml': 'extends: ./_c.yaml\n',
    '_c.yaml': 'seed: 3\n',
  };
  const { files: read } = await resolve(t, files);
  t.deepEqual(
    read.map((path) => path.split('/').at(-1)),
    ['_a.yaml', '_c.yaml', '_b.yaml', 'x.yaml'],
  );
});

test('a file that cannot be read is the only problem, and nothing else is there', async (t) => {
  const registry = testRegistry();
  const resolution = await resolve(t, {}, { registry });
  t.deepEqual(
    resolution.problems.map(({ code }) => code),
    ['file-missing'],
  );
  t.is(resolution.tree, undefined);
  t.is(resolution.experiment, undefined);
  t.is(resolution.registry, registry);
  t.deepEqual([resolution.code, resolution.files, resolution.points], [[], [], []]);
});

test('wrong arguments of `--set` are reported although the file cannot be read', async (t) => {
  const { problems } = await resolve(t, {}, { overrides: ['no-value'] });
  t.deepEqual(problems.map(({ code }) => code).toSorted(), ['bad-override', 'file-missing']);
});

test('of a missing parent only the cause is reported, and what is wrong all the same', async (t) => {
  t.deepEqual(codesOf(await resolve(t, { 'x.yaml': 'extends: ./none.yaml\nloss: {type: dice}\nseed: one\n' })), [
    '1:10 file-missing',
    '3:7 wrong-type',
  ]);
});

test('of a missing plugin only the cause is reported', async (t) => {
  const lines = { 2: 'plugins: [./none.mjs]', 9: 'loss: {type: dice}' };
  t.deepEqual(codesOf(await resolve(t, { 'x.yaml': withLines(lines) })), ['2:11 bad-plugin']);
});

test('where nothing is missing, what a missing parent would explain is reported', async (t) => {
  t.deepEqual(codesOf(await resolve(t, { 'x.yaml': withLines({ 9: 'loss: {type: dice}' }) })), [
    '9:14 unknown-component',
  ]);
});

test('a `--set` whose key does not exist is reported, and the others still count', async (t) => {
  const resolution = await resolve(t, { 'x.yaml': withLines({}) }, { overrides: ['optimizer.lrr=1', 'seed=9'] });
  t.deepEqual(
    resolution.problems.map(({ code }) => code),
    ['bad-override'],
  );
  t.is(resolution.experiment?.seed, 9);
});

test('plugins may be set, and are loaded before other arguments are checked against their components', async (t) => {
  const { experiment, registry, code, problems } = await resolve(
    t,
    { 'x.yaml': withLines({}), 'dice.mjs': plugin },
    { overrides: ['loss={type: dice}', 'plugins=[./dice.mjs]'] },
  );
  t.deepEqual(problems, []);
  t.like(experiment?.loss, { type: 'dice' });
  t.is(registry.get('loss', 'dice')?.type, 'dice');
  t.is(code.length, 1);
});

test('the tree is without the sweep, and without a sweep there are no points', async (t) => {
  const alone = await resolve(t, { 'x.yaml': withLines({}) });
  t.deepEqual(alone.points, []);
  const { tree, points, experiment } = await resolve(t, {
    'x.yaml': withLines({ 17: 'sweep: {grid: {seed: [5, 6]}}' }),
  });
  t.is(nodeAt(tree!, ['sweep']), undefined);
  t.is(toPlain(nodeAt(tree!, ['seed'])!), 1);
  t.is(experiment?.seed, 1);
  t.deepEqual(
    points.map((point) => point.experiment.seed),
    [5, 6],
  );
});

test('the base of a sweep may lack what an axis sets; then its first point stands for it', async (t) => {
  const lines = { 9: '', 17: 'sweep: {grid: {loss: [{type: focal}, {type: cross-entropy}]}}' };
  const { experiment, problems } = await resolve(t, { 'x.yaml': withLines(lines) });
  t.deepEqual(problems, []);
  t.like(experiment?.loss, { type: 'focal' });
});

test('a sweep without points does not hide that its base is wrong', async (t) => {
  const lines = { 2: 'seed: one', 17: 'sweep: {grid: {}}' };
  const resolution = await resolve(t, { 'x.yaml': withLines(lines) });
  t.true(codesOf(resolution).length > 0);
  t.is(resolution.experiment, undefined);
  t.deepEqual(resolution.points, []);
});

test('a wrong sweep is reported once, and its base is not blamed', async (t) => {
  const lines = { 2: '', 17: 'sweep: {grid: {seed: 5}}' };
  t.deepEqual(codesOf(await resolve(t, { 'x.yaml': withLines(lines) })), ['17:22 wrong-type']);
});

test('a key of the sweep that does not exist is reported', async (t) => {
  const lines = { 17: 'sweep: {gird: {seed: [5]}}' };
  t.deepEqual(codesOf(await resolve(t, { 'x.yaml': withLines(lines) })), ['17:9 unknown-key']);
});
