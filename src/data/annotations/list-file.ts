import { basename } from 'node:path';
import { TesseraError, type Problem } from '../../core/errors/index.ts';
import { readBytes } from '../files/read-bytes.ts';

/** One line of an annotation list: fields separated by blanks. */
export interface ListLine {
  readonly fields: readonly string[];
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/**
 * The lines of an annotation list. Empty lines and lines that start with `#` are left out.
 * `key` is the configuration key that names the file.
 * @throws TesseraError `file-missing`
 */
export async function readListFile(file: string, key: string): Promise<ListLine[]> {
  const message = `the list of samples ${file} does not exist`;
  const bytes = readBytes(file, { code: 'file-missing', message, path: key, hints: [`check \`${key}\``] });
  return bytes
    .toString('utf8')
    .split(/\r?\n/)
    .map((text, index) => ({ fields: text.trim().split(/\s+/), line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '' && !text.startsWith('#'));
}

/** The problem with a line that is not as the dataset expects, with its place. */
export function badLine(file: string, { line, text }: Pick<ListLine, 'line' | 'text'>, expected: string): Problem {
  return {
    code: 'bad-dataset',
    message: `expected ${expected} in ${basename(file)}, got \`${text.trim()}\``,
    where: { file, line, text },
  };
}

/** Parses every line. @throws TesseraError with the problems of all lines */
export function parseLines<T, Line = ListLine>(lines: readonly Line[], parse: (line: Line) => T | Problem): T[] {
  const entries = lines.map(parse);
  const isProblem = (entry: T | Problem): entry is Problem =>
    typeof entry === 'object' && entry !== null && 'code' in entry;
  const problems = entries.filter(isProblem);
  if (problems.length > 0) throw new TesseraError(problems.slice(0, 20));
  return entries as T[];
}
