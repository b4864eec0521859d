import { cp, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { pluginCode } from '../../src/config/plugin-code.ts';
import { createWorkspace, load, withLines, type Files } from './_workspace.ts';

const files: Files = {
  'p/plugin.mjs':
    "import { a } from './a.mjs';\nimport fs from 'node:fs';\nexport { b } from '../lib/b.mjs';\nexport const c = () => import('./late.mjs');\n",
  'p/a.mjs': "import './plugin.mjs';\nimport helper from 'helper';\nexport const a = 1;\n",
  'p/late.mjs': "import { createRequire } from 'node:module';\nimport data from './data.json' with { type: 'json' };\n",
  'p/data.json': '{"x": 1}\n',
  'lib/b.mjs': "import '@scope/deep/part.js';\nexport const b = 2;\n",
  'p/unused.mjs': 'export const never = 1;\n',
  'node_modules/helper/package.json': '{"name": "helper", "version": "1.2.3"}',
  'node_modules/helper/index.js': 'export default 1;\n',
  'node_modules/@scope/deep/package.json': '{"name": "@scope/deep", "version": "0.1.0"}',
};

test('a plugin is its module, the local modules that it imports, and packages by version', async (t) => {
  const folder = await createWorkspace(t, files);
  const code = await pluginCode(join(folder, 'p/plugin.mjs'));
  t.deepEqual(
    code.map((line) => line.split(' ', 1)[0]),
    ['.', '../lib/b.mjs', '@scope/deep@0.1.0', 'a.mjs', 'data.json', 'helper@1.2.3', 'late.mjs'],
  );
  // As `sha256sum` says of the file.
  t.true(code.includes('data.json 936353965b4ba9180e3acb781d81aa634390ac95fd2874a9cbc4c4846b49fbd4'));
});

for (const [name, text] of Object.entries({
  'p/plugin.mjs': `${String(files['p/plugin.mjs'])}// changed\n`,
  'p/a.mjs': `${String(files['p/a.mjs'])}// changed\n`,
  'p/late.mjs': `${String(files['p/late.mjs'])}// changed\n`,
  'p/data.json': '{"x": 2}\n',
  'lib/b.mjs': `${String(files['lib/b.mjs'])}// changed\n`,
  'node_modules/helper/package.json': '{"name": "helper", "version": "1.2.4"}',
})) {
  test(`another ${name} is another plugin`, async (t) => {
    const folder = await createWorkspace(t, files);
    const before = await pluginCode(join(folder, 'p/plugin.mjs'));
    await writeFile(join(folder, name), text);
    t.notDeepEqual(await pluginCode(join(folder, 'p/plugin.mjs')), before);
  });
}

test('a copy at another place, another file name, other line ends and files that are not imported change nothing', async (t) => {
  const folder = await createWorkspace(t, files);
  const before = await pluginCode(join(folder, 'p/plugin.mjs'));
  const copy = join(await createWorkspace(t, {}), 'elsewhere');
  await cp(folder, copy, { recursive: true });
  await writeFile(join(copy, 'p/unused.mjs'), 'export const never = 2;\n');
  await writeFile(join(copy, 'lib/b.mjs'), String(files['lib/b.mjs']).replaceAll('\n', '\r\n'));
  t.deepEqual(await pluginCode(join(copy, 'p/plugin.mjs')), before);

  const alone = await createWorkspace(t, { 'a.mjs': 'export const x = 1;\n' });
  const named = await pluginCode(join(alone, 'a.mjs'));
  await rename(join(alone, 'a.mjs'), join(alone, 'b.mjs'));
  t.deepEqual(await pluginCode(join(alone, 'b.mjs')), named);
});

test('two modules that change places are another plugin', async (t) => {
  const plugin = "import './one.mjs';\nimport './two.mjs';\n";
  const [x, y] = ['export const x = 1;\n', 'export const y = 1;\n'];
  const first = await createWorkspace(t, { 'p.mjs': plugin, 'one.mjs': x, 'two.mjs': y });
  const second = await createWorkspace(t, { 'p.mjs': plugin, 'one.mjs': y, 'two.mjs': x });
  t.notDeepEqual(await pluginCode(join(first, 'p.mjs')), await pluginCode(join(second, 'p.mjs')));
});

test('CommonJS modules that a plugin requires count', async (t) => {
  const folder = await createWorkspace(t, {
    'p.cjs':
      "const { a } = require('./lib');\nconst path = require('path');\nconst h = require('helper');\nmodule.exports = {};\n",
    'lib/index.js': "exports.a = require('../more').a;\n",
    'more.js': 'exports.a = 1;\n',
    'node_modules/helper/package.json': '{"name": "helper", "version": "2.0.0"}',
  });
  const code = await pluginCode(join(folder, 'p.cjs'));
  t.deepEqual(
    code.map((line) => line.split(' ', 1)[0]),
    ['.', 'helper@2.0.0', 'lib/index.js', 'more.js'],
  );
});

test('a plugin that is installed is its package', async (t) => {
  const folder = await createWorkspace(t, {
    'node_modules/@lab/dice/package.json': '{"name": "@lab/dice", "version": "3.1.0"}',
    'node_modules/@lab/dice/src/index.js': 'export {};\n',
  });
  t.deepEqual(await pluginCode(join(folder, 'node_modules/@lab/dice/src/index.js')), ['@lab/dice@3.1.0']);
});

const dice = (smooth: number) => `
import { smooth } from './smooth.mjs';
export const dice = ({ defineComponent, z }) => defineComponent({
  kind: 'loss', type: 'dice', description: 'For tests.', params: z.strictObject({ smooth: z.number().default(${smooth}) }), build() {},
});
`;

test('the id follows the code of a plugin, and not its place', async (t) => {
  const idWith = async (place: string, code: Files) =>
    (
      await load(t, {
        'x.yaml': withLines({ 9: 'loss: {type: dice}', 2: `plugins: [./${place}/dice.mjs]` }),
        ...Object.fromEntries(Object.entries(code).map(([name, text]) => [`${place}/${name}`, text])),
      })
    ).id;
  const code = { 'dice.mjs': dice(1), 'smooth.mjs': 'export const smooth = 1;\n' };
  const id = await idWith('a', code);
  t.is(await idWith('b/c', code), id);
  t.not(await idWith('a', { ...code, 'smooth.mjs': 'export const smooth = 2;\n' }), id);
  t.not(await idWith('a', { ...code, 'dice.mjs': dice(2) }), id);
});
