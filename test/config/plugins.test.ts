import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { loadExperiment } from '../../src/config/index.ts';
import { testRegistry } from './_registry.ts';
import { createWorkspace, load, problemsOf, withLines } from './_workspace.ts';

const plugin = `
export const dice = ({ defineComponent, z }) => defineComponent({
  kind: 'loss', type: 'dice', description: 'For tests.', params: z.strictObject({ smooth: z.number().default(1) }), build() {},
});
`;
const usesDice = { 9: 'loss: {type: dice}' };

test('the components of a plugin are validated like any others', async (t) => {
  const files = { 'x.yaml': withLines({ ...usesDice, 2: 'plugins: [./dice.mjs]' }), 'dice.mjs': plugin };
  const { experiment, registry } = await load(t, files);
  t.deepEqual(experiment.loss, { type: 'dice', smooth: 1 });
  t.is(registry.get('loss', 'dice')?.type, 'dice');

  const [problem] = await problemsOf(t, {
    ...files,
    'x.yaml': withLines({ 9: 'loss: {type: dice, smoth: 2}', 2: 'plugins: [./dice.mjs]' }),
  });
  t.is(problem?.hints?.[0], 'did you mean `smooth`?');
});

test('the registry that was passed in is not changed', async (t) => {
  const registry = testRegistry();
  await load(t, { 'x.yaml': withLines({ ...usesDice, 2: 'plugins: [./dice.mjs]' }), 'dice.mjs': plugin }, { registry });
  t.is(registry.get('loss', 'dice'), undefined);
});

test('a plugin is found relative to the parent that names it', async (t) => {
  const { experiment } = await load(t, {
    'x.yaml': `extends: shared/_base.yaml\n${withLines(usesDice)}`,
    'shared/_base.yaml': 'plugins: [./dice.mjs]\n',
    'shared/dice.mjs': plugin,
  });
  t.deepEqual(experiment.plugins, ['shared/dice.mjs']);
});

test('the resolved configuration finds the plugin from another folder and has the same id', async (t) => {
  const files = { 'e/x.yaml': withLines({ ...usesDice, 2: 'plugins: [./dice.mjs]' }), 'e/dice.mjs': plugin };
  const workingDirectory = await createWorkspace(t, files);
  const options = { registry: testRegistry(), workingDirectory, environment: {} };
  const first = await loadExperiment('e/x.yaml', options);
  await mkdir(join(workingDirectory, 'runs/x'), { recursive: true });
  await writeFile(join(workingDirectory, 'runs/x/config.yaml'), first.yaml);
  t.is((await loadExperiment('runs/x/config.yaml', options)).id, first.id);
});

test('a plugin may be an installed package', async (t) => {
  const { experiment } = await load(t, {
    'x.yaml': withLines({ ...usesDice, 2: 'plugins: [tessera-dice]' }),
    'node_modules/tessera-dice/package.json': '{"name": "tessera-dice", "type": "module", "main": "index.js"}',
    'node_modules/tessera-dice/index.js': plugin,
  });
  t.like(experiment.loss, { type: 'dice' });
});
