import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { DownloadOptions } from '../../../src/core/download/download-file.ts';

export const commit = '3f2325ff978283d47aa6a1d6878ca20565622683';
export const content = Buffer.from(Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7) % 253));
export const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
}

export interface FakeHub {
  readonly endpoint: string;
  readonly hub: readonly Seen[];
  /** Requests to the other host, where the content is. */
  readonly storage: readonly Seen[];
  readonly options: DownloadOptions;
}

/**
 * A hub with one file, `timm/net` at `main` (`model.safetensors`), which answers as huggingface.co does: `HEAD` says
 * what the file is and redirects to another host. `old/net` is the repository's earlier name.
 */
export async function fakeHub(
  t: ExecutionContext,
  {
    breakOnce = false,
    etag = sha256(content),
    status,
  }: { readonly breakOnce?: boolean; readonly etag?: string; readonly status?: number } = {},
): Promise<FakeHub> {
  const hub: Seen[] = [];
  const storage: Seen[] = [];
  let broken = !breakOnce;
  let arrived = () => {};
  const storageUrl = await listen(t, (request, response) => {
    storage.push(seenOf(request));
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, { etag: `"${etag}"`, 'content-length': content.length - start });
    if (broken) return void response.end(content.subarray(start));
    broken = true;
    arrived = () => response.destroy();
    response.write(content.subarray(0, 50_000));
  });
  const endpoint = await listen(t, (request, response) => {
    hub.push(seenOf(request));
    const url = request.url ?? '';
    if (status !== undefined) return void response.writeHead(status, { 'x-error-message': 'Entry not found' }).end();
    if (url.startsWith('/old/net/'))
      return void response.writeHead(307, { location: url.replace('/old/', '/timm/') }).end();
    if (!/^\/timm\/net\/resolve\/(main|[0-9a-f]{40})\/model\.safetensors$/.test(url))
      return void response.writeHead(404).end();
    const headers = {
      'x-repo-commit': commit,
      'x-linked-etag': `"${etag}"`,
      'x-linked-size': String(content.length),
      etag: 'W/"page"',
      location: `${storageUrl}/signed?expires=1`,
    };
    response.writeHead(302, headers).end();
  });
  const options: DownloadOptions = {
    onProgress: ({ done }) => void (done === 50_000 && arrived()),
    signal: new AbortController().signal,
    wait: async () => {},
  };
  return { endpoint, hub, storage, options };
}

function seenOf({ method = '', url = '', headers }: IncomingMessage): Seen {
  return { method, path: url, authorization: headers.authorization, range: headers.range };
}

export async function listen(
  t: ExecutionContext,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
