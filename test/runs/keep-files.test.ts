import { mkdir, readFile, readdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { keepFiles } from '../../src/runs/keep-files.ts';
import { newFolder } from '../helpers/tessera.ts';

/** A project with an installed package. */
async function project() {
  const root = await newFolder();
  const target = join(root, 'node_modules/@a/helper');
  await mkdir(target, { recursive: true });
  await writeFile(join(target, 'package.json'), '{}');
  const packages = new Map([['code/node_modules/@a/helper', target]]);
  return { root, target, packages };
}

test('files are written in their folders', async (t) => {
  const folder = await newFolder();
  const files = new Map([
    ['code/lib/a.mjs', Buffer.from('a')],
    ['b.patch', Buffer.from([0, 255])],
  ]);
  await keepFiles({ files, packages: new Map() }, folder);
  t.is(await readFile(join(folder, 'code/lib/a.mjs'), 'utf8'), 'a');
  t.deepEqual([...(await readFile(join(folder, 'b.patch')))], [0, 255]);
});

test('a run inside of the project finds its packages, one elsewhere gets links to them', async (t) => {
  const { root, target, packages } = await project();
  const inside = join(root, 'runs/x');
  await mkdir(inside, { recursive: true });
  await keepFiles({ files: new Map(), packages }, inside);
  t.deepEqual(await readdir(inside), []);

  const outside = await newFolder();
  await keepFiles({ files: new Map(), packages }, outside);
  t.is(await realpath(join(outside, 'code/node_modules/@a/helper')), await realpath(target));
});

test('where the folder will be decides, and another package of the same name does not count', async (t) => {
  const { root, target, packages } = await project();
  const draft = await newFolder();
  await keepFiles({ files: new Map(), packages }, draft, join(root, 'runs/x'));
  t.deepEqual(await readdir(draft), []);

  const other = await project();
  const path = join(other.root, 'runs/x');
  await mkdir(path, { recursive: true });
  await keepFiles({ files: new Map(), packages }, path);
  t.is(await realpath(join(path, 'code/node_modules/@a/helper')), await realpath(target));
});
