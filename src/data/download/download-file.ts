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
  /** MD5 checksum, hexadecimal. */
  readonly md5: string;
  /** The most bytes that the file may have; by default 16 GiB. */
  readonly mostBytes?: number;
}

export interface DownloadProgress {
  readonly url: string;
  /** Bytes downloaded, in this and earlier attempts. */
  readonly done: number;
  /** Undefined if the server doesn't say. */
  readonly total: number | undefined;
}

export interface DownloadOptions extends WaitOptions {
  readonly onProgress: (progress: DownloadProgress) => void;
  /** Ends the download. The part that has come is kept, and the next download continues it. */
  readonly signal: AbortSignal;
  /** Waits between attempts after a broken connection; by default by the system's clock. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const defaultMostBytes = 16 * 2 ** 30;

/** Milliseconds to wait: after an attempt that brought bytes, then after each consecutive one that brought none. */
const PAUSES = [1000, 4000, 16000];

/**
 * Downloads to `file`, which is complete or absent. An unfinished download is kept beside it, and is continued if the
 * server supports that and still has the same file. A server that sends more than `mostBytes` is stopped, so that it
 * can't fill the disk.
 * @throws TesseraError `download-failed`
 */
export async function downloadFile(remote: RemoteFile, file: string, options: DownloadOptions): Promise<void> {
  const { url, md5 } = remote;
  const part = `${file}.part`;
  await fetchAll(remote, part, options);
  const got = await md5Of(part);
  if (got !== md5) {
    await forget(part);
    throw failed(url, `expected a file with the MD5 checksum ${md5}, got ${got}`, [
      'the file was deleted; start the download again',
      'if this repeats, the server has another file',
    ]);
  }
  await moveIntoPlace(part, file);
  await forget(part);
}

/** Tries again after each broken connection, as long as attempts bring further bytes. */
async function fetchAll(remote: RemoteFile, part: string, options: DownloadOptions): Promise<void> {
  const { url } = remote;
  const { wait = waitOnClock, signal } = options;
  let [most, inVain] = [await sizeOf(part), 0];
  for (let isFirst = true; ; isFirst = false) {
    const broken = await fetchRest(remote, part, options);
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
        'the part that has come is kept; start the same command again to continue it',
      ]);
    await wait(pause, signal);
    signal.throwIfAborted();
  }
}

/** Waits; ends early if the signal is aborted. */
async function waitOnClock(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

interface Break {
  readonly reason: string;
  /** Whether the server answered at all. */
  readonly connected: boolean;
}

/** Appends the missing part. Returns the reason if it ended too early. */
async function fetchRest(
  { url, mostBytes = defaultMostBytes }: RemoteFile,
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
    return { reason: 'the file on the server is shorter than the part that came before', connected: true };
  }
  if (!response.ok || !response.body)
    throw failed(url, `the server answered ${response.status} ${response.statusText}`, [
      'check the address, or download the archive by hand',
    ]);

  const isRest = response.status === 206;
  let done = isRest ? had : 0;
  const total = totalOf(response, done);
  if (total !== undefined && total > mostBytes) {
    await response.body.cancel();
    throw await tooLarge(url, part, mostBytes, `${total}`);
  }
  const handle = await open(part, isRest ? 'a' : 'w').catch((error: unknown) =>
    Promise.reject(cannotWrite(url, part, error)),
  );
  try {
    await keepTag(`${part}.tag`, response.headers).catch((error: unknown) =>
      Promise.reject(cannotWrite(url, part, error)),
    );
    for await (const chunk of response.body) {
      if (done + chunk.length > mostBytes) throw await tooLarge(url, part, mostBytes, 'more');
      // Unlike `write`, `writeFile` continues until all is written. It begins at the current position.
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

/** Bytes of the whole file; undefined if the server doesn't tell, or tells the size of compressed bytes. */
function totalOf({ headers }: Response, before: number): number | undefined {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? undefined : before + Number(length);
}

/** Keeps the tag of this version of the file. `If-Range` takes no weak tags (RFC 9110, 13.1.5). */
async function keepTag(file: string, headers: Headers): Promise<void> {
  const etag = headers.get('etag');
  const tag = etag !== null && !etag.startsWith('W/') ? etag : headers.get('last-modified');
  await (tag === null ? rm(file, { force: true }) : writeFile(file, tag));
}

/** Sends the request. If there is no connection, returns the reason as a string. */
async function request(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response | string> {
  try {
    // The checksum is that of the bytes as they are stored, without a compression of the transfer.
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

/** The MD5 checksum of a file, hexadecimal. */
export async function md5Of(file: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function forget(part: string): Promise<void> {
  await Promise.all([rm(part, { force: true }), rm(`${part}.tag`, { force: true })]);
}

/** The error for a file that is too large. What has come of it is deleted. */
async function tooLarge(url: string, part: string, most: number, got: string): Promise<TesseraError> {
  await forget(part);
  return failed(url, `expected at most ${most} bytes, got ${got}`, [
    'the server has another file: check the address, or download the archive by hand',
  ]);
}

function cannotWrite(url: string, part: string, error: unknown): TesseraError {
  return failed(url, `${part} cannot be written: ${(error as Error).message}`, [
    'free space on the disk, or choose another `dataset.root`',
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
