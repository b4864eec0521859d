import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { request } from '../../../src/core/download/request.ts';

const { signal } = new AbortController();
const headers = { authorization: 'Bearer token', range: 'bytes=1-' };

/** Redirects each path that `to` has, and answers others with 200. */
async function redirect(t: ExecutionContext, to: Readonly<Record<string, string>>) {
  const seen: { path: string; method: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((incoming, response: ServerResponse) => {
    const { url = '', method = '' } = incoming;
    seen.push({ path: url, method, headers: incoming.headers });
    response
      .writeHead(to[url] === undefined ? 200 : 302, to[url] === undefined ? {} : { location: to[url] })
      .end('body');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

test('a redirect to another host is followed without the authorization, one on the same host with it', async (t) => {
  const other = await redirect(t, {});
  const own = await redirect(t, { '/a': '/b', '/b': `${other.url}/c` });
  const response = await request(`${own.url}/a`, { headers, signal });
  t.is(typeof response === 'string' ? response : await response.text(), 'body');
  t.deepEqual(
    own.seen.map(({ path, headers: got }) => [path, got.authorization, got.range]),
    [
      ['/a', 'Bearer token', 'bytes=1-'],
      ['/b', 'Bearer token', 'bytes=1-'],
    ],
  );
  t.regex(other.seen[0]!.headers['accept-encoding']!, /^identity\b/);
  t.deepEqual(
    other.seen.map(({ path, headers: got }) => [path, got.authorization, got.range]),
    [['/c', undefined, 'bytes=1-']],
  );
});

test('a redirect that is not to be followed is the response', async (t) => {
  const { url, seen } = await redirect(t, { '/a': '/b', '/b': 'https://elsewhere.example/c' });
  const response = await request(`${url}/a`, {
    method: 'HEAD',
    signal,
    follows: (location) => location.startsWith('/'),
  });
  t.like(response, { status: 302 });
  t.deepEqual(
    seen.map(({ path, method }) => [path, method]),
    [
      ['/a', 'HEAD'],
      ['/b', 'HEAD'],
    ],
  );
});

test('a server that redirects in circles, and one that is not there, give the reason', async (t) => {
  const { url, seen } = await redirect(t, { '/a': '/a' });
  t.is(await request(`${url}/a`, { signal }), 'it redirects more than 20 times');
  t.is(seen.length, 21);
  t.regex(String(await request('http://127.0.0.1:9/a', { signal })), /bad port|ECONNREFUSED/);
});
