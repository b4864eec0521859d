import { request, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { serveSite } from '../../src/demo/serve-site.ts';
import { newFolder } from '../helpers/tessera.ts';

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks for a path exactly as it is written: `fetch` would tidy it first. */
function ask(port: number, path: string, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

async function serve(t: ExecutionContext) {
  const folder = await newFolder();
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'page.js'), 'let a;');
  const site = new Map<string, Uint8Array | URL>([
    ['index.html', Buffer.from('<p>page</p>')],
    ['page.js', pathToFileURL(join(folder, 'page.js'))],
    ['ort/a b.wasm', Buffer.from('wasm')],
    ['gone.json', pathToFileURL(join(folder, 'gone.json'))],
  ]);
  const served = await serveSite(site, { host: '127.0.0.1' });
  t.teardown(() => served.close());
  return { ...served, folder };
}

test('files are served with their type and length, and isolated so that threads work', async (t) => {
  const { port } = await serve(t);
  const page = await ask(port, '/');
  t.deepEqual([page.status, page.body], [200, '<p>page</p>']);
  t.like(page.headers, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': '11',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  });
  const script = await ask(port, '/page.js?v=1');
  t.deepEqual([script.status, script.body], [200, 'let a;']);
  t.like(script.headers, { 'content-type': 'text/javascript; charset=utf-8', 'content-length': '6' });
  const wasm = await ask(port, '/ort/a%20b.wasm');
  t.deepEqual([wasm.body, wasm.headers['content-type']], ['wasm', 'application/wasm']);
});

test('nothing that is not in the site is served, however it is asked for', async (t) => {
  const { port, folder } = await serve(t);
  const secret = join(folder, 'secret.txt');
  const paths = [
    '/secret.txt',
    secret,
    `/${secret}`,
    '/../secret.txt',
    '/ort/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/./page.js',
    '//page.js',
    '/%',
    '/page.js%00',
    '/ort',
    '/ort/',
    '/__proto__',
  ];
  for (const path of paths) t.is((await ask(port, path)).status, 404, path);
});

test('only reading is answered, and a file that has gone ends the answer, not the server', async (t) => {
  const { port } = await serve(t);
  const head = await ask(port, '/page.js', 'HEAD');
  t.deepEqual([head.status, head.body, head.headers['content-length']], [200, '', '6']);
  const post = await ask(port, '/page.js', 'POST');
  t.deepEqual([post.status, post.headers.allow], [405, 'GET, HEAD']);
  await t.throwsAsync(ask(port, '/gone.json'));
  t.is((await ask(port, '/')).status, 200);
});

test('the usual port gives way to the next that is free; one that was named does not', async (t) => {
  const first = await serve(t);
  const second = await serve(t);
  t.not(second.port, first.port);
  t.is((await ask(second.port, '/')).status, 200);
  const error = await t.throwsAsync(serveSite(new Map(), { host: '127.0.0.1', port: first.port }));
  t.regex(
    error.message,
    new RegExp(`expected an address to listen on, got 127.0.0.1 and port ${first.port}: .*EADDRINUSE`),
  );
  const free = await freePort();
  const named = await serveSite(new Map([['index.html', Buffer.from('x')]]), { host: '127.0.0.1', port: free });
  t.is(named.port, free);
  await named.close();
  await t.throwsAsync(ask(free, '/'), { message: /ECONNREFUSED/ });
});

test('a host that this machine does not have is refused at once', async (t) => {
  const error = await t.throwsAsync(serveSite(new Map(), { host: '192.0.2.1' }));
  t.regex(error.message, /got 192\.0\.2\.1 and port 8000: /);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
