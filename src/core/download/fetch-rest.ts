import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { TesseraError } from '../errors/index.ts';
import type { DownloadOptions } from './download-file.ts';
import { downloadFailed, type RemoteFile } from './remote-file.ts';
import { request } from './request.ts';

/** Why a part has ended too early. */
export interface Break {
  readonly reason: string;
  /** Whether the server answered at all. */
  readonly connected: boolean;
}

const defaultMostBytes = 16 * 2 ** 30;

/** Appends to `part` what is missing of the file. Returns the reason if it ended too early. */
export async function fetchRest(
  remote: RemoteFile,
  part: string,
  { onProgress, signal }: Pick<DownloadOptions, 'onProgress' | 'signal'>,
): Promise<Break | undefined> {
  const { url, mostBytes = defaultMostBytes } = remote;
  const had = await sizeOf(part);
  const tag = await readFile(`${part}.tag`, 'utf8').catch(() => undefined);
  const range = had > 0 && tag !== undefined ? { range: `bytes=${had}-`, 'if-range': tag } : {};
  const response = await request(url, { headers: { ...remote.headers, ...range }, signal });
  if (typeof response === 'string') return { reason: response, connected: false };
  if (response.status === 416) {
    if (response.headers.get('content-range') === `bytes */${had}`) return undefined;
    await forget(part);
    return { reason: 'the file on the server is shorter than the part that came before', connected: true };
  }
  if (!response.ok || !response.body)
    throw downloadFailed(remote, `the server answered ${response.status} ${response.statusText}`, [
      'check the address, or download the file by hand',
    ]);

  const isRest = response.status === 206;
  let done = isRest ? had : 0;
  const total = totalOf(response, done);
  if (total !== undefined && total > mostBytes) {
    await response.body.cancel();
    throw await tooLarge(remote, part, mostBytes, `${total}`);
  }
  const cannotWrite = (error: unknown): never => {
    throw downloadFailed(remote, `${part} cannot be written: ${(error as Error).message}`, [
      `free space on the disk, or choose another ${remote.asked.folder}`,
    ]);
  };
  const handle = await open(part, isRest ? 'a' : 'w').catch(cannotWrite);
  try {
    await keepTag(`${part}.tag`, response.headers).catch(cannotWrite);
    for await (const chunk of response.body) {
      if (done + chunk.length > mostBytes) throw await tooLarge(remote, part, mostBytes, 'more');
      // Unlike `write`, `writeFile` continues until all is written. It begins at the current position.
      await handle.writeFile(chunk).catch(cannotWrite);
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

export async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Deletes a part and what is noted of it. */
export async function forget(part: string): Promise<void> {
  await Promise.all([rm(part, { force: true }), rm(`${part}.tag`, { force: true })]);
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

/** The error for a file that is too large. What has come of it is deleted. */
async function tooLarge(remote: RemoteFile, part: string, most: number, got: string): Promise<TesseraError> {
  await forget(part);
  return downloadFailed(remote, `expected at most ${most} bytes, got ${got}`, [
    'the server has another file: check the address, or download the file by hand',
  ]);
}
