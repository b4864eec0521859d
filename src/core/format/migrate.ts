import { TesseraError } from '../errors/index.ts';
import { migrations, type Document, type JsonObject, type Migration } from './migrations.ts';
import { isPlainObject } from '../plain-object.ts';

/** The format in which `config.yaml`, `run.json`, `result.json`, `sweep.json` and checkpoints are written now. */
export const currentFormat = 2;

/** The format of the oldest files, which have no format number. */
export const firstFormat = 1;

export interface MigrateOptions {
  readonly document: Document;
  /** The file's name in messages. */
  readonly file: string;
  /** The format of a file without a format number. */
  readonly absentMeans?: number;
  readonly known?: readonly Migration[];
}

/**
 * Migrates a file's content to the current format and removes the key `format`. Content that is not an object is
 * returned unchanged: the schema that checks it next reports the problem.
 * @throws TesseraError `newer-format` if it was written by a newer version of Tessera, or names no version at all
 */
export function migrate(content: unknown, options: MigrateOptions): unknown {
  const { document, file, absentMeans = firstFormat, known = migrations } = options;
  if (!isPlainObject(content)) return content;
  const { format = absentMeans, ...rest } = content;
  const newest = known.at(-1)?.to ?? firstFormat;
  if (!isFormat(format) || format > newest) throw tooNew(file, format, newest, content);
  return known
    .filter(({ to }) => to > format)
    .reduce<JsonObject>((result, migration) => migration[document]?.(result) ?? result, rest);
}

/** Adds the key `format` with the current format to the content. */
export function withFormat<T extends object>(content: T): T & { readonly format: number } {
  return { format: currentFormat, ...content };
}

function isFormat(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= firstFormat;
}

function tooNew(file: string, format: unknown, newest: number, content: JsonObject): TesseraError {
  const {
    attempts,
    versions = Array.isArray(attempts) && isPlainObject(attempts.at(-1)) ? attempts.at(-1)['versions'] : undefined,
  } = content;
  const writer = isPlainObject(versions) && typeof versions['tessera'] === 'string' ? versions['tessera'] : undefined;
  return new TesseraError({
    code: 'newer-format',
    message: `expected a file of format ${firstFormat} to ${newest}, ${file} has format ${JSON.stringify(format)}`,
    hints: [
      writer === undefined
        ? "use a version of Tessera that knows this format; the run's `run.json` names the version that wrote " +
          'it under `versions`'
        : `use Tessera ${writer}, which wrote it, or a newer version`,
    ],
  });
}
