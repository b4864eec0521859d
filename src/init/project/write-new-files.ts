import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, exists } from '../../core/exists.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { writeFailed } from '../../core/write-failed.ts';

/** What became of a file that was to be written. */
export interface WrittenFile {
  /** Within the folder. */
  readonly path: string;
  /** `kept` has another content than the one that was to be written. */
  readonly state: 'written' | 'the same' | 'kept';
}

/**
 * Writes files that are not there yet, and makes their folders. What is there is never changed.
 * @throws TesseraError `run-failed` if a file can't be written
 */
export async function writeNewFiles(folder: string, files: Readonly<Record<string, string>>): Promise<WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const [path, text] of Object.entries(files))
    written.push({ path, state: await writeNew(join(folder, path), text) });
  return written;
}

async function writeNew(file: string, text: string): Promise<WrittenFile['state']> {
  try {
    await makeFolder(dirname(file));
    await writeFile(file, text, { flag: 'wx' });
    return 'written';
  } catch (error) {
    // A file in the place of the folder is an error of the same code.
    if (errorCode(error) !== 'EEXIST' || !(await exists(file))) throw writeFailed(file, error, Buffer.byteLength(text));
    const there = await readFile(file, 'utf8').catch(() => undefined);
    return there === text ? 'the same' : 'kept';
  }
}
