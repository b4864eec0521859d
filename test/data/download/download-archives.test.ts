import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { create } from 'tar';
import { downloadArchives, type Archive } from '../../../src/data/download/download-archives.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { failureOf, md5, serve } from '../../core/download/_server.ts';

async function pack(folder: string, names: readonly string[]): Promise<Buffer> {
  const source = await newFolder();
  await mkdir(join(source, folder));
  for (const name of names) await writeFile(join(source, folder, name), name);
  await create({ gzip: true, cwd: source, file: join(source, 'out.tar.gz') }, [folder]);
  return readFile(join(source, 'out.tar.gz'));
}

test('an archive is unpacked into its place once, however many ask for it', async (t) => {
  const content = await pack('images', ['a.jpg', 'b.jpg']);
  const { url, requests, options } = await serve(t, content);
  const root = join(await newFolder(), 'new', 'root');
  const archives: Archive[] = [{ folder: 'images', url: `${url}/images.tar.gz`, md5: md5(content) }];
  await Promise.all([downloadArchives(root, archives, options), downloadArchives(root, archives, options)]);
  await downloadArchives(root, archives, options);
  t.deepEqual(await readdir(root), ['images']);
  t.deepEqual(await readdir(join(root, 'images')), ['a.jpg', 'b.jpg']);
  t.is(requests.length, 1);
});

test('an archive that is cut off or holds something else leaves nothing in its place', async (t) => {
  const content = await pack('others', ['a.jpg']);
  for (const [data, why] of [
    [content, /it holds others, not images\//],
    [content.subarray(0, content.length - 40), /could not be unpacked/],
  ] as const) {
    const { url, options } = await serve(t, data);
    const root = await newFolder();
    t.regex(
      await failureOf(
        t,
        downloadArchives(root, [{ folder: 'images', url: `${url}/images.tar.gz`, md5: md5(data) }], options),
      ),
      why,
    );
    t.deepEqual(await readdir(root), ['.images.tar.gz']);
  }
});

test('an archive that somebody put there is checked and used, and stays', async (t) => {
  const content = await pack('images', ['a.jpg']);
  const { url, requests, options } = await serve(t, content);
  const root = await newFolder();
  const archives: Archive[] = [{ folder: 'images', url: `${url}/images.tar.gz`, md5: md5(content) }];
  await writeFile(join(root, 'images.tar.gz'), 'something else');
  t.regex(
    await failureOf(t, downloadArchives(root, archives, options)),
    new RegExp(`images\\.tar\\.gz to have the MD5 checksum ${md5(content)}, got`),
  );
  await writeFile(join(root, 'images.tar.gz'), content);
  await downloadArchives(root, archives, options);
  t.deepEqual(await readdir(root), ['images', 'images.tar.gz']);
  t.is(requests.length, 0);
});

test('an archive with a path that leads out of its folder is refused', async (t) => {
  const source = await newFolder();
  await mkdir(join(source, 'images'));
  await writeFile(join(source, 'evil.txt'), 'evil');
  await create({ gzip: true, cwd: join(source, 'images'), file: join(source, 'out.tar.gz'), preservePaths: true }, [
    '../evil.txt',
  ]);
  const content = await readFile(join(source, 'out.tar.gz'));
  const { url, options } = await serve(t, content);
  const root = join(await newFolder(), 'root');
  t.regex(
    await failureOf(
      t,
      downloadArchives(root, [{ folder: 'images', url: `${url}/images.tar.gz`, md5: md5(content) }], options),
    ),
    /could not be unpacked: .*\.\./,
  );
  t.deepEqual(await readdir(join(root, '..')), ['root']);
});

test('Ctrl-C stops waiting for another process that downloads', async (t) => {
  const root = await newFolder();
  await writeFile(join(root, 'images.lock'), JSON.stringify({ host: hostname(), pid: process.ppid }));
  const controller = new AbortController();
  const archives: Archive[] = [{ folder: 'images', url: 'http://127.0.0.1:9/images.tar.gz', md5: '' }];
  const waiting = downloadArchives(root, archives, { onProgress: () => {}, signal: controller.signal });
  controller.abort();
  await t.throwsAsync(waiting, { any: true, name: 'AbortError' });
  t.deepEqual(await readdir(root), ['images.lock']);
});
