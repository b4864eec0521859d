import { setTimeout } from 'node:timers/promises';
import type { WaitOptions } from '../lease/index.ts';
import { moveIntoPlace } from '../write-file.ts';
import { checksumNames, checksumOf } from './checksum.ts';
import { fetchRest, forget, sizeOf } from './fetch-rest.ts';
import { downloadFailed, type RemoteFile } from './remote-file.ts';

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

/** Milliseconds to wait: after an attempt that brought bytes, then after each consecutive one that brought none. */
const PAUSES = [1000, 4000, 16000];

/**
 * Downloads to `file`, which is complete or absent. An unfinished download is kept beside it, and is continued if the
 * server supports that and still has the same file. A server that sends more than `mostBytes` is stopped, so that it
 * can't fill the disk. Two processes must not do this for the same file: see `doOnce`.
 * @throws TesseraError `download-failed`
 */
export async function downloadFile(remote: RemoteFile, file: string, options: DownloadOptions): Promise<void> {
  const { checksum } = remote;
  const part = `${file}.part`;
  await fetchAll(remote, part, options);
  const got = checksum && (await checksumOf(part, checksum));
  if (checksum && got !== checksum.hex) {
    await forget(part);
    const name = checksumNames[checksum.algorithm];
    throw downloadFailed(remote, `expected a file with the ${name} checksum ${checksum.hex}, got ${got}`, [
      'the file was deleted; start the download again',
      'if this repeats, the server has another file',
    ]);
  }
  await moveIntoPlace(part, file);
  await forget(part);
}

/** Tries again after each broken connection, as long as attempts bring further bytes. */
async function fetchAll(remote: RemoteFile, part: string, options: DownloadOptions): Promise<void> {
  const { wait = waitOnClock, signal } = options;
  let [most, inVain] = [await sizeOf(part), 0];
  for (let isFirst = true; ; isFirst = false) {
    const broken = await fetchRest(remote, part, options);
    if (!broken) return;
    if (isFirst && !broken.connected)
      throw downloadFailed(remote, `no connection: ${broken.reason}`, [
        'check the network and the address, or download the file by hand',
      ]);
    const had = await sizeOf(part);
    inVain = had > most ? 0 : inVain + 1;
    most = Math.max(most, had);
    const pause = PAUSES[inVain];
    if (pause === undefined)
      throw downloadFailed(remote, `the connection keeps breaking: ${broken.reason}`, [
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
