import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { nearest, type Location, type Problem } from '../core/errors/index.ts';

/** A file or an argument that a person wrote, with what is needed to point into it. */
export interface SourceText {
  /** Absolute path of a file; empty for a command-line argument. */
  readonly path: string;
  /** Its name in messages. */
  readonly name: string;
  readonly text: string;
}

export const maxFileBytes = 256 * 1024;

/** Reads a configuration file, or returns the problem with it. `from` is the place that names the file. */
export async function readSourceText(
  path: string,
  workingDirectory: string,
  from?: Location,
): Promise<SourceText | Problem> {
  const name = displayName(path, workingDirectory);
  const at = from ? { where: from } : { where: { file: name } };
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes) {
      return {
        code: 'yaml-unsafe',
        message: `expected a configuration of at most 256 KiB, got ${size} bytes`,
        where: { file: name },
        hints: ['split a sweep with many values into several files'],
      };
    }
    return decode(await readFile(path), path, name);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    if (reason === 'EISDIR') return folderProblem(path, name, at);
    const hints = reason === 'ENOENT' ? await suggestFile(path, from?.line !== undefined) : [];
    return {
      code: 'file-missing',
      message:
        `expected a configuration file, reading \`${name}\` failed: ` +
        `${reason === 'ENOENT' ? 'it does not exist' : reason}`,
      ...at,
      hints,
    };
  }
}

async function folderProblem(path: string, name: string, at: Pick<Problem, 'where'>): Promise<Problem> {
  const files = (await readdir(path).catch(() => [])).filter((file) => /^[^_].*\.ya?ml$/.test(file)).sort();
  const hints =
    files.length > 0
      ? [
          `give one of its files: ${files
            .slice(0, 5)
            .map((file) => join(name, file))
            .join(', ')}`,
        ]
      : [];
  return { code: 'bad-argument', message: `expected a configuration file, \`${name}\` is a folder`, ...at, hints };
}

/** An argument has no lines, so a place that has one is in a file. */
async function suggestFile(path: string, byFile: boolean): Promise<string[]> {
  const names = await readdir(dirname(path)).catch(() => []);
  const best = nearest(
    basename(path),
    names.filter((name) => name !== basename(path)),
  );
  const relation = byFile
    ? 'the path is relative to the file that names it'
    : 'the path is relative to the folder in which the command is started';
  return [...(best ? [`did you mean \`${best}\`?`] : []), relation];
}

function decode(bytes: Uint8Array, path: string, name: string): SourceText | Problem {
  try {
    return { path, name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const good = new TextDecoder('utf-8').decode(bytes).split('\uFFFD', 1)[0] ?? '';
    const where = locate({ path, name, text: good }, good.length);
    return {
      code: 'yaml-unsafe',
      message: 'expected UTF-8 text, got bytes that are not valid UTF-8',
      where,
      hints: ['save the file as UTF-8'],
    };
  }
}

/** The path as a user would type it: relative if the file is inside the working directory, absolute otherwise. */
export function displayName(path: string, workingDirectory: string): string {
  const short = relative(workingDirectory, path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short.replaceAll('\\', '/');
}

/** Line and column of the characters from `start` to `end`. An argument has no lines, so only its column is given. */
export function locate(source: SourceText, start: number, end = start + 1): Location {
  const lineStart = source.text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = endOfLine(source.text, start);
  const text = source.text.slice(lineStart, lineEnd);
  const length = Math.max(1, Math.min(end, lineEnd) - start);
  const position = { column: start - lineStart + 1, text, length };
  return source.path === ''
    ? { file: source.name, ...position }
    : { file: source.name, line: lineNumber(source.text, lineStart), ...position };
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  const end = newline === -1 ? text.length : newline;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function lineNumber(text: string, lineStart: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < lineStart; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
