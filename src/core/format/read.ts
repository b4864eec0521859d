import { z } from 'zod';
import { readJson } from '../json-file.ts';
import { migrate } from './migrate.ts';
import type { Document } from './migrations.ts';

/**
 * A JSON file that carries a format, as the current format has it; undefined if it is absent, is not JSON, or does not
 * fit the schema.
 * @throws TesseraError `newer-format` if a newer version of Tessera wrote it
 */
export async function readFormatted<T extends z.ZodType>(
  file: string,
  document: Document,
  schema: T,
): Promise<z.output<T> | undefined> {
  const content = await readJson(file, z.unknown());
  return content === undefined ? undefined : schema.safeParse(migrate(content, { document, file })).data;
}
