import { join, relative } from 'node:path';
import test, { type ExecutionContext } from 'ava';
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

const computingIn = async (t: ExecutionContext, text: string, name = 'a.mjs') => {
  const folder = await createWorkspace(t, { [name]: text, 'b.mjs': '' });
  return (await pluginModules(join(folder, name))).computing.map((path) => relative(folder, path));
};

for (const [what, text, name] of [
  ['a module of a computed name', "await import('./' + kind + '.mjs');"],
  ['a file beside it', 'readFileSync(new URL(name, import.meta.url));'],
  ['a file in its folder', "readFileSync(join(import.meta.dirname, 'table.json'));"],
  ['a file in its folder, in CommonJS', "readFileSync(__dirname + '/table.json');", 'a.cjs'],
  ['a required module of a computed name', "require('./' + kind); require(name);", 'a.cjs'],
] as const)
  test(`a module that computes the name of ${what} is told`, async (t) => {
    t.deepEqual(await computingIn(t, text, name), [name ?? 'a.mjs']);
  });

test('written names, the making of `require`, and files that are data are not told', async (t) => {
  const text = `import './b.mjs';
    const later = () => import('./b.mjs');
    const table = new URL('./b.mjs', import.meta.url);
    const require = createRequire(import.meta.url);
    const helper = require('helper');
    readFileSync(root + '/photos');`;
  t.deepEqual(await computingIn(t, text), []);
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
