import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import type { DownloadOptions, DownloadProgress } from '../../../src/core/download/download-file.ts';

/** What is served. */
export const bytes = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251));
export const md5 = (data: Buffer) => createHash('md5').update(data).digest('hex');

/**
 * Answers in its own way by returning true. `breakOff` sends bytes up to `end`, and breaks once the client has them.
 */
export type Behaviour = (
  request: IncomingMessage,
  response: ServerResponse,
  count: number,
  breakOff: (end: number, headers?: Record<string, string>) => true,
) => boolean;

export interface Served {
  readonly url: string;
  readonly requests: readonly { readonly range: string | undefined }[];
  readonly progress: readonly DownloadProgress[];
  /** How long the client would have waited between its attempts, in milliseconds. */
  readonly pauses: readonly number[];
  /** For a client whose progress the server sees, and who waits for no clock. */
  readonly options: DownloadOptions;
}

/**
 * Serves `content` at every path unless `behave` answers. No timer decides: connections break when bytes have arrived.
 */
export async function serve(
  t: ExecutionContext,
  content: Buffer = bytes,
  behave: Behaviour = () => false,
): Promise<Served> {
  const requests: { range: string | undefined }[] = [];
  const progress: DownloadProgress[] = [];
  const pauses: number[] = [];
  const onArrival = new Map<number, () => void>();
  const server = createServer((request, response) => {
    requests.push({ range: request.headers.range });
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const status = start > 0 ? 206 : 200;
    const breakOff = (end: number, headers: Record<string, string> = { etag: '"one"' }): true => {
      onArrival.set(end, () => response.destroy());
      response.writeHead(status, { ...headers, 'content-length': content.length - start });
      response.write(content.subarray(start, end));
      return true;
    };
    if (behave(request, response, requests.length, breakOff)) return;
    const headers = { etag: '"one"', 'content-length': content.length - start };
    response.writeHead(status, headers).end(content.subarray(start));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const options: DownloadOptions = {
    onProgress(step) {
      progress.push(step);
      onArrival.get(step.done)?.();
    },
    signal: new AbortController().signal,
    wait: async (milliseconds) => void pauses.push(milliseconds),
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests, progress, pauses, options };
}

/** The message of the `download-failed` that the promise ends with. */
export async function failureOf(t: ExecutionContext, promise: Promise<unknown>): Promise<string> {
  const error = await t.throwsAsync(promise, { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'download-failed');
  return error.problems[0]!.message;
}
