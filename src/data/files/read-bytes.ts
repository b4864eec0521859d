import { readFileSync } from 'node:fs';
import { errorCode, isAbsent, isOutOfFiles } from '../../core/exists.ts';
import { TesseraError, type Problem } from '../../core/errors/index.ts';

/**
 * Reads a whole file synchronously. A turn of the event loop takes longer than reading most photos. Where disks are
 * slow, worker threads read.
 * @throws TesseraError with `missing` if it does not exist, `file-missing` if it cannot be read; the system's error if
 * too many files are open, which is no fault of this one
 */
export function readBytes(file: string, missing: Problem): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    if (isAbsent(cause)) throw new TesseraError(missing, { cause });
    if (isOutOfFiles(cause)) throw cause;
    throw new TesseraError(
      { code: 'file-missing', message: `${file} cannot be read (${errorCode(cause) ?? String(cause)})` },
      { cause },
    );
  }
}
