import test from 'ava';
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, parse, sep } from 'node:path';
import { linkOutside, linkUncommitted } from '../../src/launch/copy-links.ts';
import { newRepository } from '../helpers/repository.ts';
import { newFolder } from '../helpers/tessera.ts';

const read = (...path: string[]) => readFile(join(...path), 'utf8').catch(() => undefined);

async function put(folder: string, file: string, text = ''): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

test('what git ignores is linked, as high up as it can be; what the copy has stays', async (t) => {
  const { path, commit, write } = await newRepository();
  await commit({ '.gitignore': 'data/\n*.log\nboth/*\n!both/kept\n', 'src/a.txt': '', 'both/kept': '' });
  for (const file of ['data/deep/1', 'data/deep/2', 'src/run.log', 'both/ignored', 'untracked.txt', 'new/x.log'])
    await write(file, file);
  const copy = await newFolder();
  for (const file of ['src/a.txt', 'both/kept']) await put(copy, file, 'copied');
  await linkUncommitted(path, copy);
  t.true((await lstat(join(copy, 'data'))).isSymbolicLink());
  t.is(await read(copy, 'data/deep/2'), 'data/deep/2');
  t.is(await read(copy, 'src/run.log'), 'src/run.log');
  t.is(await read(copy, 'both/ignored'), 'both/ignored');
  t.is(await read(copy, 'both/kept'), 'copied');
  t.is(await read(copy, 'new/x.log'), 'new/x.log');
  t.is(await read(copy, 'untracked.txt'), undefined);
  t.deepEqual((await readdir(join(path, 'data/deep'))).toSorted(), ['1', '2']);
});

test('an ignored folder that an older commit had files in is joined with them', async (t) => {
  const { path, commit, write } = await newRepository();
  await commit({ '.gitignore': 'data/\n' });
  await write('data/list.txt', 'now');
  await write('data/photo.png', 'photo');
  const copy = await newFolder();
  await put(copy, 'data/list.txt', 'committed');
  await linkUncommitted(path, copy);
  t.is(await read(copy, 'data/list.txt'), 'committed');
  t.is(await read(copy, 'data/photo.png'), 'photo');
});

test('nothing is written through a link that the commit holds', async (t) => {
  const { path, commit, write } = await newRepository();
  await commit({ '.gitignore': '*.log\n', 'made/tracked': '' });
  await write('made/x.log', 'x');
  const [copy, elsewhere] = [await newFolder(), await newFolder()];
  await symlink(elsewhere, join(copy, 'made'));
  await linkUncommitted(path, copy);
  t.deepEqual(await readdir(elsewhere), []);
});

test('a submodule has the content that it has in the working tree', async (t) => {
  const [{ path, git, commit }, inner] = [await newRepository(), await newRepository()];
  await inner.commit({ 'weights.bin': 'w' });
  await git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'sub');
  await commit({});
  const copy = await newFolder();
  await put(copy, '.gitmodules');
  await mkdir(join(copy, 'sub'));
  await linkUncommitted(path, copy);
  t.deepEqual(await readdir(join(copy, 'sub')), ['weights.bin']);
  t.is(await read(copy, 'sub/weights.bin'), 'w');
});

test('a path out of the copy gets one link, to the first folder that is not there', async (t) => {
  const outside = await newFolder();
  await put(outside, 'pets/list.txt', 'list');
  const root = await newFolder();
  const at = (path: string) => join(root, path.slice(parse(path).root.length));
  await mkdir(dirname(at(outside)), { recursive: true });
  await linkOutside(join(at(outside), 'pets/list.txt'), root);
  await linkOutside(join(at(outside), 'pets/other.txt'), root);
  await linkOutside(join(at(outside), '../missing-of-this-test/x'), root);
  t.is(await read(at(outside), 'pets/list.txt'), 'list');
  t.true((await lstat(at(outside))).isSymbolicLink());
  t.deepEqual(await readdir(dirname(at(outside))), [outside.split('/').at(-1)!]);
});

test('beyond the root of the file system there is nothing, so nothing is linked there', async (t) => {
  const [outside, above] = [await newFolder(), await newFolder()];
  const root = join(above, 'root');
  await mkdir(root);
  await linkOutside(join(root, '..', outside.split(sep)[1]!), root);
  t.deepEqual(await readdir(above), ['root']);
});
