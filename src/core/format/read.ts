import { z } from 'zod';
import { fitting, readOwnJson, unreadable } from '../json-file.ts';
import type { FileReader } from '../many-files.ts';
import { migrate } from './migrate.ts';
import type { Document } from './migrations.ts';

/**
 * Reads a JSON file that has a format number, and migrates it to the current format; undefined if it is absent.
 * @throws TesseraError `newer-format` if a newer version of Tessera wrote it, `file-unreadable` if it can't be read or
 * has wrong content
 */
export async function readFormatted<T extends z.ZodType>(
  file: string,
  document: Document,
  schema: T,
  reader?: Pick<FileReader, 'text'>,
): Promise<z.output<T> | undefined> {
  const content = await readOwnJson(file, z.unknown(), reader);
  if (content === undefined) return undefined;
  const read = fitting(migrate(content, { document, file }), schema);
  if (read.state === 'invalid') throw unreadable(file, read.reason);
  return read.value;
}
