import { readFile, rename, writeFile } from 'node:fs/promises';
import type { z } from 'zod';

/** Writes to a temporary file and renames it: a reader sees the old content or the new, never a part. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  const temporary = `${file}.tmp-${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(value, null, 2)}\n`);
  await rename(temporary, file);
}

/** The content, or undefined if the file is absent, is not JSON, or does not fit the schema. */
export async function readJson<T extends z.ZodType>(file: string, schema: T): Promise<z.output<T> | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
