import { readFile } from 'node:fs/promises';
import { TesseraError, type Problem } from '../errors/index.ts';

/** Reads a whole file. @throws TesseraError with `missing` if it does not exist, `file-missing` if it cannot be read */
export async function readBytes(file: string, missing: Problem): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new TesseraError(missing, { cause });
    throw new TesseraError({ code: 'file-missing', message: `${file} cannot be read (${code ?? String(cause)})` }, { cause });
  }
}
