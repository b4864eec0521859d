import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { keptFiles } from '../../src/config/kept-files.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { testRegistry } from './_registry.ts';
import { createWorkspace, withLines, type Files } from './_workspace.ts';

const plugin = (imports = '') => `${imports}
export const scaled = ({ defineComponent, z }) => defineComponent({
  kind: 'loss', type: 'scaled', description: 'x', params: z.strictObject({}), build: () => () => undefined,
});
`;
const yaml = withLines({ 9: 'loss: {type: scaled}', 17: 'plugins: [../plugins/loss.mjs]' });
const files: Files = {
  'e/x.yaml': yaml,
  'plugins/loss.mjs': plugin(
    "import '../lib/a.mjs';\nimport 'helper';\nexport const table = () => new URL('./table.json', import.meta.url);".replace(
      'export const table',
      'const table',
    ),
  ),
  'plugins/table.json': '[1]',
  'plugins/other.mjs': 'not used',
  'lib/a.mjs': 'export const a = 1;\n',
  'node_modules/helper/package.json': '{"name": "helper", "version": "1.0.0", "main": "index.js"}',
  'node_modules/helper/index.js': '',
};

const load = (workingDirectory: string, file = 'e/x.yaml', saved = false) =>
  loadExperiment(file, { registry: testRegistry(), workingDirectory, environment: {}, saved });

test('a run keeps the modules of its plugins and the files that they name, in their places', async (t) => {
  const folder = await createWorkspace(t, files);
  const kept = keptFiles(await load(folder));
  t.deepEqual([...kept.files.keys()].toSorted(), [
    'code/lib/a.mjs',
    'code/plugins/loss.mjs',
    'code/plugins/table.json',
  ]);
  t.is(kept.files.get('code/lib/a.mjs')!.toString(), 'export const a = 1;\n');
  t.deepEqual([...kept.packages], [['code/node_modules/helper', join(folder, 'node_modules/helper')]]);
  t.regex(kept.yaml, /^plugins:\n {2}- \.\/code\/plugins\/loss\.mjs$/m);
});

test('the copies run from a folder of their own when the project is gone, as the same experiment', async (t) => {
  const folder = await createWorkspace(t, { ...files, 'package.json': '{"type": "module"}' });
  const loaded = await load(folder);
  const kept = keptFiles(loaded, 'code/attempt-2');
  t.true(kept.files.has('code/attempt-2/package.json'), 'it says how Node.js reads .js');
  const run = await createWorkspace(t, { 'config.yaml': kept.yaml });
  for (const [name, content] of kept.files) {
    await mkdir(dirname(join(run, name)), { recursive: true });
    await writeFile(join(run, name), content);
  }
  const helper = join(run, 'code/attempt-2/node_modules/helper');
  await mkdir(helper, { recursive: true });
  await writeFile(join(helper, 'package.json'), files['node_modules/helper/package.json']!);
  await writeFile(join(helper, 'index.js'), '');
  await rm(folder, { recursive: true });
  const again = await load(run, 'config.yaml', true);
  t.is(again.id, loaded.id);
  t.deepEqual(
    again.plugins.map(({ sha256 }) => sha256),
    loaded.plugins.map(({ sha256 }) => sha256),
  );
  // A copy of the copy has the same places: they don't grow with each.
  t.deepEqual([...keptFiles(again, 'code/attempt-2').files.keys()].toSorted(), [...kept.files.keys()].toSorted());
});

test('without plugins nothing is kept, and an installed plugin stays a name', async (t) => {
  const plain = await createWorkspace(t, { 'e/x.yaml': withLines({}) });
  t.is(keptFiles(await load(plain)).files.size, 0);
  const installed = await createWorkspace(t, {
    'e/x.yaml': withLines({ 9: 'loss: {type: scaled}', 17: 'plugins: [losses]' }),
    'node_modules/losses/package.json': '{"name": "losses", "version": "2.0.0", "type": "module", "main": "index.js"}',
    'node_modules/losses/index.js': plugin(),
  });
  const kept = keptFiles(await load(installed));
  t.is(kept.files.size + kept.packages.size, 0);
  t.regex(kept.yaml, /^plugins:\n {2}- losses$/m);
});
