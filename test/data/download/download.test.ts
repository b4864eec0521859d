import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { create } from 'tar';
import { downloadArchives, type Archive } from '../../../src/data/download/download-archives.ts';
import { downloadFile, type DownloadProgress } from '../../../src/data/download/download-file.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { buildDataset } from '../../helpers/data.ts';
import { testIf } from '../../helpers/requirements.ts';
import { experimentFile, newFolder, runInProcess, tessera, tinyExperiment } from '../../helpers/tessera.ts';

const withFullDisk = await testIf('full-disk');

const bytes = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251));
const md5 = (data: Buffer) => createHash('md5').update(data).digest('hex');

interface Request {
  readonly range: string | undefined;
}

/** Serves `content` at every path; `behave` may answer instead, by returning true. */
async function serve(
  t: ExecutionContext,
  content: Buffer,
  behave: (request: IncomingMessage, response: ServerResponse, count: number) => boolean = () => false,
) {
  const requests: Request[] = [];
  const server = createServer((request, response) => {
    requests.push({ range: request.headers.range });
    if (behave(request, response, requests.length)) return;
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const headers = { etag: '"one"', 'content-length': content.length - start };
    response.writeHead(start > 0 ? 206 : 200, headers).end(content.subarray(start));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const options = (progress: DownloadProgress[] = []) => ({
  onProgress: (step: DownloadProgress) => void progress.push(step),
  signal: new AbortController().signal,
  pauses: [1, 1],
});

/** Sends the first `length` bytes, then breaks the connection. */
function breakOff(response: ServerResponse, length: number): true {
  response.writeHead(200, { etag: '"one"', 'content-length': bytes.length });
  response.write(bytes.subarray(0, length), () => setTimeout(() => response.destroy(), 200));
  return true;
}

async function codeOf(t: ExecutionContext, promise: Promise<unknown>): Promise<string> {
  const error = await t.throwsAsync(promise, { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'download-failed');
  return error.problems[0]!.message;
}

test('a file comes whole, with its progress, and nothing else is left', async (t) => {
  const { url } = await serve(t, bytes);
  const [folder, progress] = [await newFolder(), [] as DownloadProgress[]];
  await downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, join(folder, 'a.bin'), options(progress));
  t.true((await readFile(join(folder, 'a.bin'))).equals(bytes));
  t.deepEqual(await readdir(folder), ['a.bin']);
  t.deepEqual([progress.at(-1)!.done, progress.at(-1)!.total], [bytes.length, bytes.length]);
});

test('a connection that breaks is gone on with where it broke', async (t) => {
  const { url, requests } = await serve(t, bytes, (_, response, count) => count === 1 && breakOff(response, 120_000));
  const file = join(await newFolder(), 'a.bin');
  await downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, file, options());
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
    const { url, requests } = await serve(t, bytes, (request, response) => {
      if (request.headers['if-range'] === '"one"') return false;
      response.writeHead(200, { etag: '"one"', 'content-length': bytes.length }).end(bytes);
      return true;
    });
    const file = join(await newFolder(), 'a.bin');
    await writeFile(`${file}.part`, etag === '"one"' ? bytes.subarray(0, 100_000) : Buffer.alloc(100_000));
    await writeFile(`${file}.part.tag`, etag);
    await downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, file, options());
    t.true((await readFile(file)).equals(bytes));
    t.deepEqual(
      requests.map(({ range }) => range),
      [expected],
    );
  }
});

test('a part that is whole already is not asked for again', async (t) => {
  const { url, requests } = await serve(
    t,
    bytes,
    (_, response) => (response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end(), true),
  );
  const file = join(await newFolder(), 'a.bin');
  await writeFile(`${file}.part`, bytes);
  await writeFile(`${file}.part.tag`, '"one"');
  await downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, file, options());
  t.true((await readFile(file)).equals(bytes));
  t.is(requests.length, 1);
});

test('a weak tag does not tell versions apart: the time of change does', async (t) => {
  const conditions: unknown[] = [];
  const { url } = await serve(t, bytes, (request, response, count) => {
    conditions.push(request.headers['if-range']);
    if (count > 1) return false;
    response.writeHead(200, {
      etag: 'W/"one"',
      'last-modified': 'Tue, 01 Jan 2013 00:00:00 GMT',
      'content-length': bytes.length,
    });
    response.write(bytes.subarray(0, 1000), () => setTimeout(() => response.destroy(), 200));
    return true;
  });
  const file = join(await newFolder(), 'a.bin');
  await downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, file, options());
  t.deepEqual(conditions, [undefined, 'Tue, 01 Jan 2013 00:00:00 GMT']);
  t.true((await readFile(file)).equals(bytes));
});

test('a connection that breaks often is gone on with as long as more comes', async (t) => {
  const { url, requests } = await serve(t, bytes, (request, response, count) => {
    if (count > 5) return false;
    const start = Number(/\d+/.exec(request.headers.range ?? '0')![0]);
    response.writeHead(start > 0 ? 206 : 200, { etag: '"one"', 'content-length': bytes.length - start });
    response.write(bytes.subarray(start, start + 10_000), () => setTimeout(() => response.destroy(), 100));
    return true;
  });
  const file = join(await newFolder(), 'a.bin');
  await downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, file, options());
  t.true((await readFile(file)).equals(bytes));
  t.deepEqual(
    requests.map(({ range }) => range),
    [undefined, ...[1, 2, 3, 4, 5].map((part) => `bytes=${part}0000-`)],
  );
});

withFullDisk('a full disk is told with what to do', async (t) => {
  const { url } = await serve(t, bytes);
  const file = join(await newFolder(), 'a.bin');
  await symlink('/dev/full', `${file}.part`);
  const message = await codeOf(t, downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, file, options()));
  t.regex(message, /a\.bin\.part cannot be written: .*ENOSPC/);
});

test('a server without ranges starts again', async (t) => {
  const { url, requests } = await serve(t, bytes, (_, response, count) => {
    if (count === 1) return breakOff(response, 50_000);
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    return true;
  });
  const file = join(await newFolder(), 'a.bin');
  await downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, file, options());
  t.true((await readFile(file)).equals(bytes));
  t.is(requests.length, 2);
});

test('a connection that keeps breaking fails, and keeps what has come', async (t) => {
  const { url, requests } = await serve(t, bytes, (request, response) => {
    if (request.headers.range !== undefined) response.destroy();
    return request.headers.range !== undefined || breakOff(response, 70_000);
  });
  const file = join(await newFolder(), 'a.bin');
  t.regex(
    await codeOf(t, downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, file, options())),
    /the connection keeps breaking/,
  );
  t.is(requests.length, 3);
  t.is((await readFile(`${file}.part`)).length, 70_000);
});

test('a wrong checksum is told with both, and the file is deleted', async (t) => {
  const { url } = await serve(t, bytes);
  const folder = await newFolder();
  const message = await codeOf(
    t,
    downloadFile({ url: `${url}/a.bin`, md5: 'f'.repeat(32) }, join(folder, 'a.bin'), options()),
  );
  t.true(message.includes(`expected a file with the MD5 checksum ${'f'.repeat(32)}, got ${md5(bytes)}`));
  t.deepEqual(await readdir(folder), []);
});

test('an address that is not there, and one that nobody listens at, are told', async (t) => {
  const { url } = await serve(t, bytes, (_, response) => (response.writeHead(404).end(), true));
  const file = join(await newFolder(), 'a.bin');
  t.regex(
    await codeOf(t, downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, file, options())),
    /a\.bin could not be downloaded: the server answered 404 Not Found/,
  );
  t.regex(
    await codeOf(t, downloadFile({ url: 'http://127.0.0.1:9/a.bin', md5: md5(bytes) }, file, options())),
    /no connection: /,
  );
});

test('Ctrl-C keeps what has come', async (t) => {
  const controller = new AbortController();
  const { url } = await serve(t, bytes, (_, response) => {
    response.writeHead(200, { etag: '"one"', 'content-length': bytes.length });
    response.write(bytes.subarray(0, 60_000));
    return true;
  });
  const file = join(await newFolder(), 'a.bin');
  const onProgress = ({ done }: DownloadProgress) => {
    if (done === 60_000) setTimeout(() => controller.abort(), 20);
  };
  await t.throwsAsync(
    downloadFile({ url: `${url}/a.bin`, md5: md5(bytes) }, file, { onProgress, signal: controller.signal }),
    { any: true },
  );
  t.true(controller.signal.aborted);
  t.is((await readFile(`${file}.part`)).length, 60_000);
});

async function archive(folder: string, names: readonly string[]): Promise<Buffer> {
  const source = await newFolder();
  await mkdir(join(source, folder));
  for (const name of names) await writeFile(join(source, folder, name), name);
  await create({ gzip: true, cwd: source, file: join(source, 'out.tar.gz') }, [folder]);
  return readFile(join(source, 'out.tar.gz'));
}

test('an archive is unpacked into its place once, however many ask for it', async (t) => {
  const content = await archive('images', ['a.jpg', 'b.jpg']);
  const { url, requests } = await serve(t, content);
  const root = join(await newFolder(), 'new', 'root');
  const archives: Archive[] = [{ folder: 'images', url: `${url}/images.tar.gz`, md5: md5(content) }];
  await Promise.all([downloadArchives(root, archives, options()), downloadArchives(root, archives, options())]);
  await downloadArchives(root, archives, options());
  t.deepEqual(await readdir(root), ['images']);
  t.deepEqual(await readdir(join(root, 'images')), ['a.jpg', 'b.jpg']);
  t.is(requests.length, 1);
});

test('an archive that is cut off or holds something else leaves nothing in its place', async (t) => {
  const content = await archive('pictures', ['a.jpg']);
  for (const [data, why] of [
    [content, /it holds pictures, not images\//],
    [content.subarray(0, content.length - 40), /could not be unpacked/],
  ] as const) {
    const { url } = await serve(t, data);
    const root = await newFolder();
    t.regex(
      await codeOf(
        t,
        downloadArchives(root, [{ folder: 'images', url: `${url}/images.tar.gz`, md5: md5(data) }], options()),
      ),
      why,
    );
    t.deepEqual(await readdir(root), ['.images.tar.gz']);
  }
});

test('an archive that somebody put there is checked and used, and stays', async (t) => {
  const content = await archive('images', ['a.jpg']);
  const { url, requests } = await serve(t, content);
  const root = await newFolder();
  const archives: Archive[] = [{ folder: 'images', url: `${url}/images.tar.gz`, md5: md5(content) }];
  await writeFile(join(root, 'images.tar.gz'), 'something else');
  t.regex(
    await codeOf(t, downloadArchives(root, archives, options())),
    new RegExp(`images\\.tar\\.gz to have the MD5 checksum ${md5(content)}, got`),
  );
  await writeFile(join(root, 'images.tar.gz'), content);
  await downloadArchives(root, archives, options());
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
  const { url } = await serve(t, content);
  const root = join(await newFolder(), 'root');
  t.regex(
    await codeOf(
      t,
      downloadArchives(root, [{ folder: 'images', url: `${url}/images.tar.gz`, md5: md5(content) }], options()),
    ),
    /could not be unpacked: .*\.\./,
  );
  t.deepEqual(await readdir(join(root, '..')), ['root']);
});

test('Ctrl-C stops waiting for another process that downloads', async (t) => {
  const root = await newFolder();
  await writeFile(join(root, 'images.lock'), JSON.stringify({ host: hostname(), pid: process.ppid }));
  const signal = AbortSignal.timeout(300);
  const archives: Archive[] = [{ folder: 'images', url: 'http://127.0.0.1:9/images.tar.gz', md5: '' }];
  await t.throwsAsync(downloadArchives(root, archives, { ...options(), signal }), { any: true });
  t.deepEqual(await readdir(root), ['images.lock']);
});

test('oxford-iiit-pet asks its address for what root lacks, and only where downloads are allowed', async (t) => {
  const { url, requests } = await serve(t, bytes);
  const root = join(await newFolder(), 'pets');
  const section = { type: 'oxford-iiit-pet', root, image_size: 8, download: true, url };
  const message = await codeOf(t, buildDataset(section, { download: options() }));
  t.true(
    message.includes(
      `${url}/images.tar.gz could not be downloaded: expected a file with the MD5 checksum 5c4f3ee8e5d25df40f4fd59a7f44e54c`,
    ),
  );
  t.is(requests.length, 1);
  const error = await t.throwsAsync(buildDataset(section), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-missing');
  t.is(requests.length, 1);
});

test('a run that is interrupted while it downloads exits 130, says so, and the next one goes on', async (t) => {
  const { url, requests } = await serve(t, bytes, (request, response) => {
    if (request.headers.range !== undefined) return false;
    response.writeHead(200, { etag: '"one"', 'content-length': bytes.length });
    response.write(bytes.subarray(0, 60_000));
    return true;
  });
  const dataset = `{type: oxford-iiit-pet, root: pets, download: true, url: "${url}", image_size: 32}`;
  const { folder, file } = await experimentFile(tinyExperiment.replace(/^dataset: .*$/m, `dataset: ${dataset}`));
  const part = join(folder, 'pets', '.images.tar.gz.part');
  const running = tessera(['run', file], { cwd: folder });
  while (!existsSync(part) || (await stat(part)).size < 60_000) await new Promise((resolve) => setTimeout(resolve, 20));
  running.kill('SIGINT');
  const stopped = await running;
  t.is(stopped.exitCode, 130, stopped.stderr);
  t.regex(stopped.stderr, /downloading images\.tar\.gz/);
  t.regex(stopped.stderr, /Interrupted before training started/);
  t.is((await stat(part)).size, 60_000);

  const again = await runInProcess(['run', file], folder);
  t.is(again.exitCode, 2);
  t.regex(
    again.stderr,
    /experiment\.yaml:3:\d+: error\[download-failed\]: .*images\.tar\.gz could not be downloaded: expected a file with the MD5 checksum 5c4f/,
  );
  t.deepEqual(
    requests.map(({ range }) => range),
    [undefined, 'bytes=60000-'],
  );
});
