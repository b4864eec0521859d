import { mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { hubCache } from '../../../src/weights/sources/hub-cache.ts';
import { newFolder } from '../../helpers/tessera.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const other = 'f'.repeat(40);
const file = { repo: 'timm/resnet18.a1_in1k', revision: 'main', file: 'nested/model.safetensors' };

async function writeBlob(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

test('files lie where the Python library looks for them', async (t) => {
  const folder = await newFolder();
  const cache = hubCache(folder, file);
  const own = join(folder, 'models--timm--resnet18.a1_in1k');
  t.is(cache.blob('abc'), join(own, 'blobs', 'abc'));
  t.is(cache.lease('abc'), join(folder, '.locks', 'models--timm--resnet18.a1_in1k', 'abc.tessera.lease'));
  await writeBlob(cache.blob('abc'), 'weights');
  const placed = await cache.place('abc', commit);
  t.is(placed, join(own, 'snapshots', commit, 'nested', 'model.safetensors'));
  t.is(await readFile(placed, 'utf8'), 'weights');
  t.is(await readFile(join(own, 'refs', 'main'), 'utf8'), commit);
  if (process.platform !== 'win32')
    t.is(await readlink(placed), join('..', '..', '..', 'blobs', 'abc'), 'a link that moves with the cache');
});

test('a branch is found at the commit at which it was placed; a commit by itself', async (t) => {
  const folder = await newFolder();
  const branch = hubCache(folder, file);
  t.is(await branch.find(), undefined);
  await writeBlob(branch.blob('abc'), 'weights');
  const placed = await branch.place('abc', commit);
  t.is(await branch.find(), placed);
  t.is(await hubCache(folder, { ...file, revision: commit }).find(), placed);
  t.is(await hubCache(folder, { ...file, revision: other }).find(), undefined);
  t.is(await hubCache(folder, { ...file, revision: 'v1' }).find(), undefined);
  t.is(await hubCache(folder, { ...file, file: 'config.json' }).find(), undefined);
});

test('placing it twice is placing it once', async (t) => {
  const cache = hubCache(await newFolder(), file);
  await writeBlob(cache.blob('abc'), 'weights');
  t.is(await cache.place('abc', commit), await cache.place('abc', commit));
});

test('a commit writes no reference, and a reference that holds no commit is none', async (t) => {
  const folder = await newFolder();
  const byCommit = hubCache(folder, { ...file, revision: commit });
  await writeBlob(byCommit.blob('abc'), 'weights');
  await byCommit.place('abc', commit);
  t.is(await hubCache(folder, file).find(), undefined, 'main was never asked for');
  const ref = join(folder, 'models--timm--resnet18.a1_in1k', 'refs', 'main');
  await writeBlob(ref, '../../../etc');
  t.is(await hubCache(folder, file).find(), undefined);
  await writeFile(ref, `${commit}\n`);
  t.not(await hubCache(folder, file).find(), undefined, 'git writes a line end behind it');
});
