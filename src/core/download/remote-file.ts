import { TesseraError } from '../errors/index.ts';
import type { Checksum } from './checksum.ts';

/** A file in the network. */
export interface RemoteFile {
  readonly url: string;
  /** Absent if nobody knows it: then the file is taken as it comes. */
  readonly checksum?: Checksum | undefined;
  /** The most bytes that the file may have; by default 16 GiB. */
  readonly mostBytes?: number | undefined;
  /** Sent with each request. `authorization` is sent to the host of `url` only. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly asked: AskedBy;
}

/** Where an experiment asks for a file. */
export interface AskedBy {
  /** The key, such as `dataset.download`. */
  readonly path: string;
  /** What names another folder for the file, for a disk that is full: '`dataset.root`'. */
  readonly folder: string;
}

/** The error for a file that can't be had. */
export function downloadFailed(
  { url, asked }: Pick<RemoteFile, 'url' | 'asked'>,
  why: string,
  hints: readonly string[],
): TesseraError {
  const message = `${url} could not be downloaded: ${why}`;
  return new TesseraError({ code: 'download-failed', path: asked.path, message, hints });
}
