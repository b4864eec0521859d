import { join } from 'node:path';
import test from 'ava';
import { locatePlugin, locateResolved, nameFor, type Name } from '../../src/config/locate-plugin.ts';
import { folderOf } from '../helpers/folders.ts';

/** A name as it stands in a file of `folder`, or as `--set` says it. */
function named(value: string, folder?: string): Name {
  const path = folder === undefined ? '' : join(folder, 'x.yaml');
  const source = { path, name: 'x.yaml', text: value };
  return { kind: 'scalar', value, origin: { by: folder === undefined ? 'set' : 'file', source, start: 0, end: 1 } };
}

test('a name that starts with a dot is relative to the file that says it', async (t) => {
  const root = await folderOf('a.mjs', 'e/a.mjs');
  t.is(locatePlugin(named('./a.mjs', join(root, 'e')), root), join(root, 'e/a.mjs'));
  t.is(locatePlugin(named('../a.mjs', join(root, 'e')), root), join(root, 'a.mjs'));
  t.is(locatePlugin(named('./b.mjs', join(root, 'e')), root), undefined);
});

test('said by --set it is relative to the working directory', async (t) => {
  const root = await folderOf('a.mjs');
  t.is(locatePlugin(named('./a.mjs'), root), join(root, 'a.mjs'));
});

test('any other name is a path from the working directory, then a package', async (t) => {
  const root = await folderOf('e/a.mjs', 'node_modules/e/index.js');
  t.is(locatePlugin(named('e/a.mjs', join(root, 'e')), root), join(root, 'e/a.mjs'));
  t.is(locateResolved('e', root), join(root, 'e'), 'the folder of that name comes first');
  const other = await folderOf('node_modules/e/index.js');
  t.is(locateResolved('e', other), join(other, 'node_modules/e/index.js'));
  t.is(locateResolved('f', other), undefined);
});

test('an absolute path is taken as it is', async (t) => {
  const root = await folderOf('a.mjs');
  t.is(locateResolved(join(root, 'a.mjs'), '/'), join(root, 'a.mjs'));
  t.is(locateResolved(join(root, 'b.mjs'), '/'), undefined);
});

test('a resolved experiment calls a path by where it is from the working directory, and a package by its name', (t) => {
  t.is(nameFor({ item: named('./a.mjs', '/p/e'), path: '/p/e/a.mjs' }, '/p'), 'e/a.mjs');
  t.is(nameFor({ item: named('pack', '/p/e'), path: '/p/node_modules/pack/index.js' }, '/p'), 'pack');
  t.is(nameFor({ item: named('./gone.mjs', '/p/e'), path: undefined }, '/p'), './gone.mjs');
});
