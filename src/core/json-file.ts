import type { z } from 'zod';
import { messageOf, TesseraError } from './errors/index.ts';
import { isAbsent, isOutOfFiles } from './exists.ts';
import { toJson } from './json.ts';
import { plainReader, type FileReader } from './many-files.ts';
import { writeFileAtomic } from './write-file.ts';

export function writeJson(file: string, value: unknown): Promise<void> {
  return writeFileAtomic(file, `${toJson(value, 2)}\n`);
}

/** The content of a JSON file. A file with wrong content is `invalid`; it never counts as absent. */
export type JsonContent<T> =
  | { readonly state: 'valid'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'invalid'; readonly reason: string };

/**
 * Reads a JSON file. @throws the system's error if it can't be read, such as no permission or too few file descriptors
 */
export async function readJson<T extends z.ZodType>(
  file: string,
  schema: T,
  { text }: Pick<FileReader, 'text'> = plainReader,
): Promise<JsonContent<z.output<T>>> {
  try {
    return parseJson(await text(file), schema);
  } catch (error) {
    if (isAbsent(error)) return { state: 'absent' };
    throw error;
  }
}

/**
 * The content of a file that Tessera wrote; undefined if it is absent.
 * @throws TesseraError `file-unreadable` if it can't be read, or has wrong content
 */
export async function readOwnJson<T extends z.ZodType>(
  file: string,
  schema: T,
  reader?: Pick<FileReader, 'text'>,
): Promise<z.output<T> | undefined> {
  const content = await readJson(file, schema, reader).catch((error: unknown) =>
    Promise.reject(unreadable(file, error)),
  );
  if (content.state === 'invalid') throw unreadable(file, content.reason);
  return content.state === 'valid' ? content.value : undefined;
}

/** The problem with a file that exists, but can't be read. */
export function unreadable(file: string, cause: unknown): TesseraError {
  const problem = {
    code: 'file-unreadable',
    message: `${file} can't be read: ${messageOf(cause)}`,
    hints: [
      isOutOfFiles(cause)
        ? 'too many files are open on this machine, or in this process: see `ulimit -n`'
        : 'it is left as it is',
    ],
  } as const;
  return new TesseraError(problem, { cause });
}

function parseJson<T extends z.ZodType>(text: string, schema: T): JsonContent<z.output<T>> {
  if (text.trim() === '') return { state: 'invalid', reason: 'it is empty' };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { state: 'invalid', reason: `it is not JSON: ${(error as Error).message}` };
  }
  return fitting(content, schema);
}

/** Parsed JSON that was checked by a schema, or its first problem. */
export function fitting<T extends z.ZodType>(
  content: unknown,
  schema: T,
): Exclude<JsonContent<z.output<T>>, { state: 'absent' }> {
  const parsed = schema.safeParse(content);
  if (parsed.success) return { state: 'valid', value: parsed.data };
  const { path, message } = parsed.error.issues[0]!;
  return { state: 'invalid', reason: `${path.length === 0 ? 'its content' : path.map(String).join('.')}: ${message}` };
}
