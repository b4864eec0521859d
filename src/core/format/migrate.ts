import { TesseraError } from '../errors/index.ts';
import { migrations, type Document, type JsonObject, type Migration } from './migrations.ts';

/** The version of what is written now: of `config.yaml`, `run.json`, `result.json`, `sweep.json` and checkpoints. */
export const currentFormat = 2;

/** The format of files from before they said so. */
export const firstFormat = 1;

export interface MigrateOptions {
  readonly document: Document;
  /** What messages call the file. */
  readonly file: string;
  /** Of a file that says none. */
  readonly absentMeans?: number;
  readonly known?: readonly Migration[];
}

/**
 * A file's content as the current format has it, whatever format it was written in. The key `format` is left out of the
 * result. What is not an object is returned as it is: the schema that follows says what is wrong with it.
 * @throws TesseraError `newer-format` if it was written by a newer version of Tessera, or names no version at all
 */
export function migrate(content: unknown, options: MigrateOptions): unknown {
  const { document, file, absentMeans = firstFormat, known = migrations } = options;
  if (!isObject(content)) return content;
  const { format = absentMeans, ...rest } = content;
  const newest = known.at(-1)?.to ?? firstFormat;
  if (!isFormat(format) || format > newest) throw tooNew(file, format, newest, content);
  return known
    .filter(({ to }) => to > format)
    .reduce<JsonObject>((result, migration) => migration[document]?.(result) ?? result, rest);
}

/** The content with the key that says in which format it is written. */
export function withFormat<T extends object>(content: T): T & { readonly format: number } {
  return { format: currentFormat, ...content };
}

function isFormat(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= firstFormat;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tooNew(file: string, format: unknown, newest: number, content: JsonObject): TesseraError {
  const versions = content['versions'];
  const writer = isObject(versions) && typeof versions['tessera'] === 'string' ? versions['tessera'] : undefined;
  return new TesseraError({
    code: 'newer-format',
    message: `expected a file of format ${firstFormat} to ${newest}, ${file} has format ${JSON.stringify(format)}`,
    hints: [
      writer === undefined
        ? `use a version of Tessera that knows this format; what wrote it is named in the run's run.json, under versions`
        : `use Tessera ${writer}, which wrote it, or a newer version`,
    ],
  });
}
