import test, { type ExecutionContext } from 'ava';
import { composeLayers, type ComposeOptions } from '../../src/config/compose-layers.ts';
import { withoutConsequences } from '../../src/config/consequences.ts';
import { toPlain } from '../../src/config/tree.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { testRegistry } from './_registry.ts';
import { createWorkspace, summarize, withLines, type Files } from './_workspace.ts';

const plugin = `
export const dice = ({ defineComponent, z }) => defineComponent({
  kind: 'loss', type: 'dice', description: 'For tests.', params: z.strictObject({ smooth: z.number().default(1) }), build() {},
});
`;

async function layers(t: ExecutionContext, files: Files, options: Partial<ComposeOptions> = {}) {
  const workingDirectory = await createWorkspace(t, files);
  const problems: Problem[] = [];
  const consequences = withoutConsequences((problem) => problems.push(problem));
  const given = { registry: testRegistry(), workingDirectory, environment: {}, ...options };
  const { tree, ...rest } = await composeLayers('x.yaml', given, consequences);
  const plain = tree && (toPlain(tree) as Record<string, unknown>);
  return { plain, ...rest, problems: problems.map(summarize), given };
}

test('parents, the file and arguments lie on each other, and nothing is filled in yet', async (t) => {
  const files = { '_base.yaml': withLines({}), 'x.yaml': 'extends: ./_base.yaml\nname: seed-${seed}\nseed: 2\n' };
  const { plain, problems, files: read } = await layers(t, files, { overrides: ['seed=3', 'train.epochs=7'] });
  t.deepEqual(problems, []);
  t.like(plain, { name: 'seed-${seed}', seed: 3, train: { epochs: 7 } });
  t.deepEqual(
    read.map((file) => file.split(/[\\/]/).at(-1)),
    ['_base.yaml', 'x.yaml'],
  );
});

test('an argument may name a plugin, and another argument a parameter of what it registers', async (t) => {
  const files = { 'x.yaml': withLines({ 9: 'loss: {type: dice}' }), 'dice.mjs': plugin };
  const overrides = ['loss.smooth=2', 'plugins=[./dice.mjs]'];
  const { plain, problems, registry, given } = await layers(t, files, { overrides });
  t.deepEqual(problems, []);
  t.like(plain, { loss: { type: 'dice', smooth: 2 } });
  t.true(registry.get('loss', 'dice') !== undefined && given.registry.get('loss', 'dice') === undefined);
});

test('values that come from files are listed apart', async (t) => {
  const files = { 'x.yaml': withLines({}), 'rate.yaml': '0.5\n' };
  const { plain, values } = await layers(t, files, { overrides: ['optimizer.lr=@rate.yaml'] });
  t.like(plain, { optimizer: { lr: 0.5 } });
  t.deepEqual(
    values.map((file) => file.split(/[\\/]/).at(-1)),
    ['rate.yaml'],
  );
});

test('a file that is not there has no tree, and arguments are still checked', async (t) => {
  const { plain, problems, modules } = await layers(t, {}, { overrides: ['seed'] });
  t.is(plain, undefined);
  t.deepEqual(modules, []);
  t.deepEqual(
    problems.map((problem) => problem.split(' ').at(-1)),
    ['file-missing', 'bad-override'],
  );
});
