import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { TesseraError } from '../../errors/index.ts';

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

export interface DownloadOptions {
  readonly onProgress: (progress: DownloadProgress) => void;
  /** Aborted: what has come is kept, and the next download goes on from there. */
  readonly signal: AbortSignal;
  /** Between attempts after a broken connection, in milliseconds. */
  readonly pauses?: readonly number[];
}

/**
 * Downloads into `file`, which is whole or absent; what has come so far lies beside it and is gone on with, if the server
 * can and still has the same file.
 * @throws TesseraError `download-failed`
 */
export async function downloadFile({ url, md5 }: RemoteFile, file: string, options: DownloadOptions): Promise<void> {
  const { pauses = [1000, 4000, 16000] } = options;
  for (let attempt = 0; ; attempt++) {
    const broken = await fetchRest(url, `${file}.part`, options);
    if (!broken) break;
    if (attempt === pauses.length) throw failed(url, `the connection broke ${attempt + 1} times: ${broken}`, ['what has come is kept; the same command goes on from there']);
    await wait(pauses[attempt], undefined, { signal: options.signal }).catch(() => options.signal.throwIfAborted());
  }
  const got = await md5Of(`${file}.part`);
  if (got !== md5) {
    await forget(`${file}.part`);
    throw failed(url, `expected a file with the MD5 checksum ${md5}, got ${got}`, ['it was deleted; try again', 'if it happens again, the server has another file']);
  }
  await rename(`${file}.part`, file);
  await rm(`${file}.part.etag`, { force: true });
}

/** Appends what is missing. Returns why it ended too early, if it did. */
async function fetchRest(url: string, part: string, { onProgress, signal }: DownloadOptions): Promise<string | undefined> {
  const had = await sizeOf(part);
  const etag = await readFile(`${part}.etag`, 'utf8').catch(() => undefined);
  const goOn = had > 0 && etag !== undefined;
  const response = await request(url, goOn ? { range: `bytes=${had}-`, 'if-range': etag } : {}, signal);
  if (typeof response === 'string') return response;
  if (response.status === 416) {
    await forget(part);
    return 'the server has less than what came before';
  }
  if (!response.ok || !response.body) throw failed(url, `the server answered ${response.status} ${response.statusText}`, ['check the address, or download the archive by hand']);

  const isRest = response.status === 206;
  let done = isRest ? had : 0;
  const length = response.headers.get('content-length');
  const total = length === null ? undefined : done + Number(length);
  const newTag = response.headers.get('etag') ?? response.headers.get('last-modified');
  if (newTag !== null) await writeFile(`${part}.etag`, newTag);
  else await rm(`${part}.etag`, { force: true });
  const handle = await open(part, isRest ? 'a' : 'w').catch((error: unknown) => Promise.reject(cannotWrite(url, part, error)));
  try {
    for await (const chunk of response.body) {
      await handle.write(chunk).catch((error: unknown) => Promise.reject(cannotWrite(url, part, error)));
      done += chunk.length;
      onProgress({ url, done, total });
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TesseraError) throw error;
    return (error as Error).message;
  } finally {
    await handle.close();
  }
  return total !== undefined && done < total ? `${done} of ${total} bytes came` : undefined;
}

/** A string says why there is no connection. */
async function request(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response | string> {
  try {
    return await fetch(url, { headers, signal });
  } catch (error) {
    signal.throwIfAborted();
    const { cause } = error as { cause?: { message?: string } };
    return cause?.message ?? String(error);
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(({ size }) => size, () => 0);
}

async function md5Of(file: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function forget(part: string): Promise<void> {
  await Promise.all([rm(part, { force: true }), rm(`${part}.etag`, { force: true })]);
}

function cannotWrite(url: string, part: string, error: unknown): TesseraError {
  return failed(url, `${part} cannot be written: ${(error as Error).message}`, ['make room, or choose another dataset.root']);
}

function failed(url: string, why: string, hints: readonly string[]): TesseraError {
  return new TesseraError({ code: 'download-failed', path: 'dataset.download', message: `${url} could not be downloaded: ${why}`, hints });
}
