import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import test from 'ava';
import { programOf, programOrName, withProgram } from '../../../src/cli/terminal/program.ts';
import { newFolder } from '../../helpers/tessera.ts';

/** A package with its program in `root`, which is linked from `links`, as package managers do. */
async function installed(root: string, ...links: string[]) {
  const script = join(root, 'dist/tessera.js');
  await mkdir(dirname(script), { recursive: true });
  await writeFile(script, '');
  for (const link of links) {
    await mkdir(dirname(link), { recursive: true });
    await symlink(script, link);
  }
  return { root, script, packageName: 'tessera-ml' };
}

test('a program that the shell finds is named as it is', async (t) => {
  const folder = await newFolder();
  const bin = join(folder, 'bin');
  const start = await installed(join(folder, 'lib/node_modules/tessera-ml'), join(bin, 'tessera'));
  const PATH = ['/nowhere', bin].join(delimiter);
  t.is(programOf({ ...start, workingDirectory: folder, environment: { PATH } }), 'tessera');
});

test('another one of that name that the shell finds first is another program', async (t) => {
  const folder = await newFolder();
  const start = await installed(join(folder, 'mine'), join(folder, 'bin/tessera'));
  await installed(join(folder, 'tiles'), join(folder, 'first/tessera'));
  const PATH = [join(folder, 'first'), join(folder, 'bin')].join(delimiter);
  t.is(
    programOf({ ...start, workingDirectory: folder, environment: { PATH } }),
    `node ${join('mine', 'dist', 'tessera.js')}`,
  );
});

test('in a project that depends on it, the package manager runs it, from folders below too', async (t) => {
  const project = await newFolder();
  const modules = join(project, 'node_modules');
  const start = await installed(join(modules, 'tessera-ml'), join(modules, '.bin/tessera'));
  const workingDirectory = join(project, 'experiments');
  const runner = (agent?: string) =>
    programOf({
      ...start,
      workingDirectory,
      // Package managers put this folder first; the user's shell doesn't have it.
      environment: { PATH: join(modules, '.bin'), ...(agent !== undefined && { npm_config_user_agent: agent }) },
    });
  t.is(runner(), 'npx tessera');
  t.is(runner('npm/10.8.2 node/v20.19.0'), 'npx tessera');
  t.is(runner('pnpm/9.1.0 npm/? node/v20.19.0'), 'pnpm exec tessera');
  t.is(runner('yarn/4.2.0 npm/? node/v20.19.0'), 'yarn tessera');
  t.is(runner('bun/1.1.0 npm/?'), 'bunx tessera');
});

test('so it is where the package is linked, installed by another name, or the project itself', async (t) => {
  const folder = await newFolder();
  const start = await installed(join(folder, 'checkout'), join(folder, 'alias/node_modules/.bin/tessera'));
  await mkdir(join(folder, 'linked/node_modules'), { recursive: true });
  await symlink(start.root, join(folder, 'linked/node_modules/tessera-ml'));
  for (const place of ['linked', 'alias', 'checkout', 'checkout/dist'])
    t.is(programOf({ ...start, workingDirectory: join(folder, place), environment: {} }), 'npx tessera', place);
  t.is(
    programOf({ ...start, workingDirectory: folder, environment: {} }),
    `node ${join('checkout', 'dist', 'tessera.js')}`,
  );
});

test('elsewhere its path is named, in full if it is not below, and quoted if it must be', async (t) => {
  const folder = await newFolder();
  const start = await installed(join(folder, 'a b'));
  const at = (workingDirectory: string) => programOf({ ...start, workingDirectory, environment: {} });
  t.is(at(folder), `node "${join('a b', 'dist', 'tessera.js')}"`);
  t.is(at(dirname(folder) + '/elsewhere'), `node "${start.script}"`);
});

test('a package that npx fetched for this call is fetched again', async (t) => {
  const folder = await newFolder();
  const start = await installed(join(folder, '_npx/1a2b/node_modules/tessera-ml'));
  const environment = { PATH: '' };
  t.is(programOf({ ...start, workingDirectory: folder, environment }), 'npx --package tessera-ml tessera');
  t.is(programOf({ ...start, packageName: 'tessera', workingDirectory: folder, environment }), 'npx tessera');
});

test('commands in texts become what works; names, paths and packages stay', (t) => {
  const said = (text: string) => withProgram(text, 'npx tessera');
  t.is(said('see `tessera list`, or: tessera run <file>'), 'see `npx tessera list`, or: npx tessera run <file>');
  t.is(said('tessera --help'), 'npx tessera --help');
  for (const text of [
    'npx tessera run',
    '`tessera` alone',
    'tessera: waits',
    '/x/tessera run',
    '@a/tessera is',
    'Tessera is',
  ])
    t.is(said(text), text);
  t.is(withProgram('tessera run', 'tessera'), 'tessera run');
});

test('where nothing can be read to find out, texts name the program by its name', (t) => {
  t.is(
    programOrName(() => 'npx tessera'),
    'npx tessera',
  );
  const fails = () => {
    throw Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
  };
  t.is(programOrName(fails), 'tessera');
});
