import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { errorCode } from '../core/exists.ts';
import { messageOf, TesseraError } from '../core/errors/index.ts';
import { isolation, type Site } from './site.ts';

export interface ServeOptions {
  readonly host: string;
  /** By default 8000, or one of the next that is free. */
  readonly port?: number | undefined;
}

export interface ServedSite {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

const usualPort = 8000;
const portsToTry = 20;

/**
 * Serves the files of a site, each by its exact path and nothing else: a path is looked up in the site, and never on
 * disk.
 * @throws TesseraError `bad-argument` if the host or the port can't be used
 */
export async function serveSite(site: Site, { host, port }: ServeOptions): Promise<ServedSite> {
  const server = createServer((request, response) => {
    answer(site, request, response).catch(() => response.destroy());
  });
  const used = port ?? (await firstFree(server, host));
  if (port !== undefined) await listen(server, host, port);
  return {
    host,
    port: used,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Browsers keep connections open, for which closing would wait.
        server.closeAllConnections();
      }),
  };
}

async function firstFree(server: Server, host: string): Promise<number> {
  for (let port = usualPort; port < usualPort + portsToTry; port++) {
    try {
      await listen(server, host, port);
      return port;
    } catch (error) {
      if (!(error instanceof TesseraError) || errorCode(error.cause) !== 'EADDRINUSE') throw error;
    }
  }
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a free port from ${usualPort} to ${usualPort + portsToTry - 1}, got none`,
    hints: ['name another: --port 9000'],
  });
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) =>
      reject(
        new TesseraError(
          {
            code: 'bad-argument',
            message: `expected an address to listen on, got ${host} and port ${port}: ${messageOf(cause)}`,
            hints: ['name another: --port 9000, or leave both out'],
          },
          { cause },
        ),
      );
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

async function answer(site: Site, { method, url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, { Allow: 'GET, HEAD' });
  const path = pathOf(url);
  const content = path === undefined ? undefined : site.get(path);
  if (content === undefined) return refuse(response, 404);
  const length = content instanceof URL ? (await stat(content)).size : content.length;
  response.writeHead(200, { ...headers, 'Content-Type': typeOf(path!), 'Content-Length': length });
  if (method === 'HEAD') response.end();
  else if (content instanceof URL) await pipeline(createReadStream(content), response);
  else response.end(content);
}

function refuse(response: ServerResponse, status: 404 | 405, more: Record<string, string> = {}): void {
  const text = status === 404 ? 'There is no such file.\n' : 'Only GET and HEAD are answered.\n';
  response.writeHead(status, { ...headers, ...more, 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}

/**
 * The path of a request without its leading slash; a folder stands for its index.html. Undefined if it is malformed.
 */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.replace(/[?#].*$/, '')).replace(/^\//, '');
    return path === '' || path.endsWith('/') ? `${path}index.html` : path;
  } catch {
    return undefined;
  }
}

/** The page may change with the next start of the command, so that browsers have to ask each time. */
const headers = {
  ...isolation,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

function typeOf(path: string): string {
  return types[extname(path)] ?? 'application/octet-stream';
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
};
