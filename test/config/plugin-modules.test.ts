import { join, relative } from 'node:path';
import test from 'ava';
import { packageFolder, pluginModules } from '../../src/config/plugin-modules.ts';
import { createWorkspace } from './_workspace.ts';

test('a plugin has its modules, its own first, the files that they name by URL, and packages with their folders', async (t) => {
  const folder = await createWorkspace(t, {
    'p/plugin.mjs': "import './a.mjs';\nconst table = new URL('../data/table.bin', import.meta.url);\n",
    'p/a.mjs': "import 'helper/deep';\nconst none = new URL('./gone.json', import.meta.url);\n",
    'data/table.bin': Uint8Array.of(0, 255, 1),
    'node_modules/helper/package.json': '{"name": "helper", "version": "1.2.3"}',
  });
  const { files, packages } = await pluginModules(join(folder, 'p/plugin.mjs'));
  t.deepEqual(
    [...files.keys()].map((path) => relative(folder, path)),
    ['p/plugin.mjs', 'p/a.mjs', 'data/table.bin'],
  );
  t.deepEqual([...files.values()].at(-1), Buffer.of(0, 255, 1));
  t.deepEqual([...packages], [['helper@1.2.3', join(folder, 'node_modules/helper')]]);
});

test('an installed plugin is its package', async (t) => {
  const folder = await createWorkspace(t, {
    'node_modules/@a/losses/package.json': '{"name": "@a/losses", "version": "2.0.0"}',
    'node_modules/@a/losses/lib/index.js': "import './other.js';\n",
  });
  const { files, packages } = await pluginModules(join(folder, 'node_modules/@a/losses/lib/index.js'));
  t.is(files.size, 0);
  t.deepEqual([...packages.keys()], ['@a/losses@2.0.0']);
});

test('a package is found in the folders above', async (t) => {
  const folder = await createWorkspace(t, { 'node_modules/a/package.json': '{}', 'deep/er/x.mjs': '' });
  t.is(packageFolder('a', join(folder, 'deep/er')), join(folder, 'node_modules/a'));
  t.is(packageFolder('tessera-no-such-package', folder), undefined);
});
