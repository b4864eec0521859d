import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { TesseraError } from '../../core/errors/index.ts';
import type { WaitOptions } from '../../core/lease/index.ts';
import { moveIntoPlace } from '../../core/write-file.ts';

export interface RemoteFile {
  readonly url: string;
  /** Hexadecimal. */
  readonly md5: string;
}

export interface DownloadProgress {
  readonly url: string;
  /** Bytes, those of earlier attempts too. */
  readonly done: number;
  /** Undefined if the server doesn't say. */
  readonly total: number | undefined;
}

export interface DownloadOptions extends WaitOptions {
  readonly onProgress: (progress: DownloadProgress) => void;
  /** Aborted: what has come is kept, and the next download goes on from there. */
  readonly signal: AbortSignal;
  /** Waits between attempts after a broken connection; by default on the system's clock. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** How long to wait after an attempt that brought something, and after each one in a row that didn't, in milliseconds. */
const PAUSES = [1000, 4000, 16000];

/**
 * Downloads into `file`, which is whole or absent; what has come so far lies beside it and is gone on with, if the server
 * can and still has the same file.
 * @throws TesseraError `download-failed`
 */
export async function downloadFile({ url, md5 }: RemoteFile, file: string, options: DownloadOptions): Promise<void> {
  const part = `${file}.part`;
  await fetchAll(url, part, options);
  const got = await md5Of(part);
  if (got !== md5) {
    await forget(part);
    throw failed(url, `expected a file with the MD5 checksum ${md5}, got ${got}`, [
      'it was deleted; try again',
      'if it happens again, the server has another file',
    ]);
  }
  await moveIntoPlace(part, file);
  await forget(part);
}

/** Tries again after each break, as long as some more comes between the breaks. */
async function fetchAll(url: string, part: string, options: DownloadOptions): Promise<void> {
  const { wait = waitOnClock, signal } = options;
  let [most, inVain] = [await sizeOf(part), 0];
  for (let isFirst = true; ; isFirst = false) {
    const broken = await fetchRest(url, part, options);
    if (!broken) return;
    if (isFirst && !broken.connected)
      throw failed(url, `no connection: ${broken.reason}`, [
        'check the network and the address, or download the archive by hand',
      ]);
    const had = await sizeOf(part);
    inVain = had > most ? 0 : inVain + 1;
    most = Math.max(most, had);
    const pause = PAUSES[inVain];
    if (pause === undefined)
      throw failed(url, `the connection keeps breaking: ${broken.reason}`, [
        'what has come is kept; the same command goes on from there',
      ]);
    await wait(pause, signal);
    signal.throwIfAborted();
  }
}

/** Ends early where the signal comes. */
async function waitOnClock(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

interface Break {
  readonly reason: string;
  /** Whether the server answered at all. */
  readonly connected: boolean;
}

/** Appends what is missing. Returns why it ended too early, if it did. */
async function fetchRest(
  url: string,
  part: string,
  { onProgress, signal }: DownloadOptions,
): Promise<Break | undefined> {
  const had = await sizeOf(part);
  const tag = await readFile(`${part}.tag`, 'utf8').catch(() => undefined);
  const goOn = had > 0 && tag !== undefined;
  const response = await request(url, goOn ? { range: `bytes=${had}-`, 'if-range': tag } : {}, signal);
  if (typeof response === 'string') return { reason: response, connected: false };
  if (response.status === 416) {
    if (response.headers.get('content-range') === `bytes */${had}`) return undefined;
    await forget(part);
    return { reason: 'the server has less than what came before', connected: true };
  }
  if (!response.ok || !response.body)
    throw failed(url, `the server answered ${response.status} ${response.statusText}`, [
      'check the address, or download the archive by hand',
    ]);

  const isRest = response.status === 206;
  let done = isRest ? had : 0;
  const total = totalOf(response, done);
  const handle = await open(part, isRest ? 'a' : 'w').catch((error: unknown) =>
    Promise.reject(cannotWrite(url, part, error)),
  );
  try {
    await keepTag(`${part}.tag`, response.headers).catch((error: unknown) =>
      Promise.reject(cannotWrite(url, part, error)),
    );
    for await (const chunk of response.body) {
      // Unlike `write`, `writeFile` goes on until all is written, at the place reached so far.
      await handle.writeFile(chunk).catch((error: unknown) => Promise.reject(cannotWrite(url, part, error)));
      done += chunk.length;
      onProgress({ url, done, total });
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TesseraError) throw error;
    return { reason: (error as Error).message, connected: true };
  } finally {
    await handle.close();
  }
  return total !== undefined && done < total
    ? { reason: `${done} of ${total} bytes came`, connected: true }
    : undefined;
}

/** Undefined if the server doesn't say, or says it of compressed bytes. */
function totalOf({ headers }: Response, before: number): number | undefined {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? undefined : before + Number(length);
}

/** Keeps what tells this version of the file from others. `If-Range` takes no weak tags (RFC 9110, 13.1.5). */
async function keepTag(file: string, headers: Headers): Promise<void> {
  const etag = headers.get('etag');
  const tag = etag !== null && !etag.startsWith('W/') ? etag : headers.get('last-modified');
  await (tag === null ? rm(file, { force: true }) : writeFile(file, tag));
}

/** A string says why there is no connection. */
async function request(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response | string> {
  try {
    // What the checksum is of are the bytes as they are stored.
    return await fetch(url, { headers: { ...headers, 'accept-encoding': 'identity' }, signal });
  } catch (error) {
    signal.throwIfAborted();
    const { cause } = error as { cause?: { message?: string } };
    return cause?.message ?? String(error);
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Hexadecimal. */
export async function md5Of(file: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function forget(part: string): Promise<void> {
  await Promise.all([rm(part, { force: true }), rm(`${part}.tag`, { force: true })]);
}

function cannotWrite(url: string, part: string, error: unknown): TesseraError {
  return failed(url, `${part} cannot be written: ${(error as Error).message}`, [
    'make room, or choose another dataset.root',
  ]);
}

function failed(url: string, why: string, hints: readonly string[]): TesseraError {
  return new TesseraError({
    code: 'download-failed',
    path: 'dataset.download',
    message: `${url} could not be downloaded: ${why}`,
    hints,
  });
}
