import { readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { downloadFile } from '../../../src/core/download/download-file.ts';
import type { RemoteFile } from '../../../src/core/download/remote-file.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { bytes, failureOf, md5, serve } from './_server.ts';
import { testIf } from '../../helpers/requirements.ts';

const asked = { path: 'dataset.download', folder: '`dataset.root`' };
const remoteFile = (url: string, hex = md5(bytes)): RemoteFile => ({
  url: `${url}/a.bin`,
  checksum: { algorithm: 'md5', hex },
  asked,
});

const withFullDisk = await testIf('full-disk');

test('a file comes whole, with its progress, and nothing else is left', async (t) => {
  const { url, progress, options } = await serve(t);
  const folder = await newFolder();
  await downloadFile(remoteFile(url), join(folder, 'a.bin'), options);
  t.true((await readFile(join(folder, 'a.bin'))).equals(bytes));
  t.deepEqual(await readdir(folder), ['a.bin']);
  t.deepEqual([progress.at(-1)!.done, progress.at(-1)!.total], [bytes.length, bytes.length]);
});

test('a connection that breaks is gone on with where it broke', async (t) => {
  const { url, requests, options } = await serve(
    t,
    bytes,
    (_request, _response, count, breakOff) => count === 1 && breakOff(120_000),
  );
  const file = join(await newFolder(), 'a.bin');
  await downloadFile(remoteFile(url), file, options);
  t.true((await readFile(file)).equals(bytes));
  t.deepEqual(
    requests.map(({ range }) => range),
    [undefined, 'bytes=120000-'],
  );
});

test('what an earlier process left is gone on with; from a server that has another file by now, it starts again', async (t) => {
  for (const [etag, expected] of [
    ['"one"', 'bytes=100000-'],
    ['"two"', 'bytes=100000-'],
  ] as const) {
    // If-Range: a server with another file answers with the whole of it.
    const { url, requests, options } = await serve(t, bytes, (request, response) => {
      if (request.headers['if-range'] === '"one"') return false;
      response.writeHead(200, { etag: '"one"', 'content-length': bytes.length }).end(bytes);
      return true;
    });
    const file = join(await newFolder(), 'a.bin');
    await writeFile(`${file}.part`, etag === '"one"' ? bytes.subarray(0, 100_000) : Buffer.alloc(100_000));
    await writeFile(`${file}.part.tag`, etag);
    await downloadFile(remoteFile(url), file, options);
    t.true((await readFile(file)).equals(bytes));
    t.deepEqual(
      requests.map(({ range }) => range),
      [expected],
    );
  }
});

test('a part that is whole already is not asked for again', async (t) => {
  const { url, requests, options } = await serve(
    t,
    bytes,
    (_, response) => (response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end(), true),
  );
  const file = join(await newFolder(), 'a.bin');
  await writeFile(`${file}.part`, bytes);
  await writeFile(`${file}.part.tag`, '"one"');
  await downloadFile(remoteFile(url), file, options);
  t.true((await readFile(file)).equals(bytes));
  t.is(requests.length, 1);
});

test('a weak tag does not tell versions apart: the time of change does', async (t) => {
  const conditions: unknown[] = [];
  const { url, options } = await serve(t, bytes, (request, _, count, breakOff) => {
    conditions.push(request.headers['if-range']);
    return count === 1 && breakOff(1000, { etag: 'W/"one"', 'last-modified': 'Tue, 01 Jan 2013 00:00:00 GMT' });
  });
  const file = join(await newFolder(), 'a.bin');
  await downloadFile(remoteFile(url), file, options);
  t.deepEqual(conditions, [undefined, 'Tue, 01 Jan 2013 00:00:00 GMT']);
  t.true((await readFile(file)).equals(bytes));
});

test('a connection that breaks often is gone on with as long as more comes', async (t) => {
  const { url, requests, pauses, options } = await serve(
    t,
    bytes,
    (_request, _response, count, breakOff) => count <= 5 && breakOff(count * 10_000),
  );
  const file = join(await newFolder(), 'a.bin');
  await downloadFile(remoteFile(url), file, options);
  t.true((await readFile(file)).equals(bytes));
  t.deepEqual(pauses, [1000, 1000, 1000, 1000, 1000]);
  t.deepEqual(
    requests.map(({ range }) => range),
    [undefined, ...[1, 2, 3, 4, 5].map((part) => `bytes=${part}0000-`)],
  );
});

withFullDisk('a full disk is told with what to do', async (t) => {
  const { url, options } = await serve(t, bytes);
  const file = join(await newFolder(), 'a.bin');
  await symlink('/dev/full', `${file}.part`);
  const message = await failureOf(t, downloadFile(remoteFile(url), file, options));
  t.regex(message, /a\.bin\.part cannot be written: .*ENOSPC/);
});

test('a server without ranges starts again', async (t) => {
  const { url, requests, options } = await serve(t, bytes, (_, response, count, breakOff) => {
    if (count === 1) return breakOff(50_000);
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    return true;
  });
  const file = join(await newFolder(), 'a.bin');
  await downloadFile(remoteFile(url), file, options);
  t.true((await readFile(file)).equals(bytes));
  t.is(requests.length, 2);
});

test('a connection that keeps breaking fails, and keeps what has come', async (t) => {
  const { url, requests, pauses, options } = await serve(t, bytes, (request, response, _, breakOff) => {
    if (request.headers.range === undefined) return breakOff(70_000);
    response.destroy();
    return true;
  });
  const file = join(await newFolder(), 'a.bin');
  t.regex(await failureOf(t, downloadFile(remoteFile(url), file, options)), /the connection keeps breaking/);
  t.is(requests.length, 4);
  t.deepEqual(pauses, [1000, 4000, 16000]);
  t.is((await readFile(`${file}.part`)).length, 70_000);
});

test('a wrong checksum is told with both, and the file is deleted', async (t) => {
  const { url, options } = await serve(t, bytes);
  const folder = await newFolder();
  const message = await failureOf(t, downloadFile(remoteFile(url, 'f'.repeat(32)), join(folder, 'a.bin'), options));
  t.true(message.includes(`expected a file with the MD5 checksum ${'f'.repeat(32)}, got ${md5(bytes)}`));
  t.deepEqual(await readdir(folder), []);
});

test('an address that is not there, and one that nobody listens at, are told', async (t) => {
  const { url, options } = await serve(t, bytes, (_, response) => (response.writeHead(404).end(), true));
  const file = join(await newFolder(), 'a.bin');
  t.regex(
    await failureOf(t, downloadFile(remoteFile(url), file, options)),
    /a\.bin could not be downloaded: the server answered 404 Not Found/,
  );
  t.regex(await failureOf(t, downloadFile(remoteFile('http://127.0.0.1:9'), file, options)), /no connection: /);
});

test('Ctrl-C keeps what has come', async (t) => {
  const controller = new AbortController();
  const { url } = await serve(t, bytes, (_, response) => {
    response.writeHead(200, { etag: '"one"', 'content-length': bytes.length });
    response.write(bytes.subarray(0, 60_000));
    return true;
  });
  const file = join(await newFolder(), 'a.bin');
  await t.throwsAsync(
    downloadFile(remoteFile(url), file, {
      onProgress: ({ done }) => done === 60_000 && controller.abort(),
      signal: controller.signal,
    }),
    { any: true, name: 'AbortError' },
  );
  t.is((await readFile(`${file}.part`)).length, 60_000);
});

test('a file that is too large is refused before it comes, or where its size is not told, as soon as it is too much', async (t) => {
  const mostBytes = bytes.length - 1;
  for (const [tell, got] of [
    [true, String(bytes.length)],
    [false, 'more'],
  ] as const) {
    const { url, options } = await serve(t, bytes, (_, response) => {
      response.writeHead(200, tell ? { 'content-length': bytes.length } : {}).end(bytes);
      return true;
    });
    const folder = await newFolder();
    const message = await failureOf(t, downloadFile({ ...remoteFile(url), mostBytes }, join(folder, 'a.bin'), options));
    t.regex(message, new RegExp(`could not be downloaded: expected at most ${mostBytes} bytes, got ${got}$`));
    t.deepEqual(await readdir(folder), []);
  }
  const { url, options } = await serve(t);
  const whole = { ...remoteFile(url), mostBytes: bytes.length };
  await t.notThrowsAsync(downloadFile(whole, join(await newFolder(), 'a.bin'), options));
});
