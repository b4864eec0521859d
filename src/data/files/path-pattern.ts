import { extname } from 'node:path';
import { pathExpression, type ExpressionToken } from './pattern-expression.ts';

/** A pattern of paths, such as `leftImg8bit/{split}/{city}/*_leftImg8bit.png`. */
export interface PathPattern {
  readonly text: string;
  /** The folder before the first wildcard; empty if there is none. */
  readonly folder: string;
  /** In the order in which they are written, each name once. */
  readonly wildcards: readonly Wildcard[];
  /** Ends of names that are after the last wildcard, such as `_leftImg8bit.png`; one for each alternative. */
  readonly ends: readonly string[];
  /** How many characters are fixed. Of two patterns that fit a file, the one with more of them says what it is. */
  readonly fixed: number;
  /** Compares a path within the folder, with `/` between names. However accents are encoded, equal paths are equal. */
  match(path: string): PathMatch | undefined;
  /** The path within the folder that has these parts; of alternatives the first. */
  fill(parts: readonly string[]): string;
}

export interface Wildcard {
  /** Absent for `*` and `**`. */
  readonly name?: string;
}

export interface PathMatch {
  /** What each wildcard stands for. */
  readonly parts: readonly string[];
  /** The path without what is after the last wildcard. */
  readonly name: string;
}

/** Whether a path has wildcards. */
export function isPattern(text: string): boolean {
  return /\*|\{.*\}/.test(text);
}

/**
 * Reads a pattern: `*` stands for any part of one name, `**` for any number of folders, `{name}` is a `*` with a name
 * that stands for the same text wherever it is repeated, and `{jpg,png}` lists alternatives.
 * @throws Error if a brace is not closed, a name is no name, `**` is not a folder, or nothing follows the folders
 */
export function parsePattern(text: string): PathPattern {
  const path = text.replaceAll('\\', '/').normalize('NFC');
  const segments = path.split('/');
  const first = segments.findIndex(isPattern);
  if (first === -1) throw new Error(`a brace is not closed in \`${text}\``);
  const folder = segments.slice(0, first).join('/');
  const tokens = tokensOf(segments.slice(first));
  const wildcards = tokens.filter((token) => token.kind === 'any');
  const end = tokens.slice(1 + tokens.findLastIndex(({ kind }) => kind === 'any' || kind === 'same'));
  const expression = pathExpression(tokens);
  return {
    text,
    folder: folder === '' && path.startsWith('/') ? '/' : folder,
    wildcards,
    ends: end.reduce<string[]>(appendToAll, ['']),
    fixed: tokens.reduce((sum, token) => sum + (token.kind === 'text' ? token.text.length : 0), 0),
    match: (file) => matchOf(expression.exec(file.normalize('NFC'))),
    fill: (parts) => tokens.map((token) => textOf(token, parts)).join(''),
  };
}

function tokensOf(segments: readonly string[]): ExpressionToken[] {
  const names: (string | undefined)[] = [];
  return segments.flatMap((segment, index) => {
    const isLast = index === segments.length - 1;
    if (segment === '**' && !isLast) return [{ kind: 'any', index: names.push(undefined) - 1, folders: true }];
    if (segment.includes('**'))
      throw new Error(isLast ? 'after `**`, a file name such as `*.png` must follow' : '`**` must be a whole folder');
    const tokens = segmentTokens(segment, names);
    return isLast ? tokens : [...tokens, { kind: 'text', text: '/' }];
  });
}

function segmentTokens(segment: string, names: (string | undefined)[]): ExpressionToken[] {
  const pieces = segment.split(/(\*|\{[^{}]*\})/).filter((piece) => piece !== '');
  return pieces.map((piece): ExpressionToken => {
    if (piece === '*') return { kind: 'any', index: names.push(undefined) - 1, folders: false };
    if (!piece.startsWith('{') || !piece.endsWith('}')) {
      if (/[{}]/.test(piece)) throw new Error(`a brace is not closed in \`${segment}\``);
      return { kind: 'text', text: piece };
    }
    const inner = piece.slice(1, -1);
    if (inner.includes(',')) return { kind: 'choice', options: inner.split(',').map((option) => option.trim()) };
    if (!/^[A-Za-z_]\w*$/.test(inner))
      throw new Error(`expected a name such as \`{patient}\` or alternatives such as \`{jpg,png}\`, got \`${piece}\``);
    const known = names.indexOf(inner);
    if (known !== -1) return { kind: 'same', index: known };
    return { kind: 'any', index: names.push(inner) - 1, folders: false, name: inner };
  });
}

function matchOf(found: RegExpExecArray | null): PathMatch | undefined {
  if (!found) return undefined;
  const end = Math.max(...(found.indices ?? []).slice(1).map((place) => place?.[1] ?? 0));
  const name = found[0].slice(0, end).replace(/\/$/, '');
  const path = found[0];
  return {
    parts: found.slice(1).map((part: string | undefined) => part ?? ''),
    name: name === '' ? path.slice(0, path.length - extname(path).length) : name,
  };
}

function textOf(token: ExpressionToken, parts: readonly string[]): string {
  if (token.kind === 'text') return token.text;
  if (token.kind === 'choice') return token.options[0]!;
  const part = parts[token.index] ?? '*';
  return token.kind === 'any' && token.folders && part !== '' ? `${part}/` : part;
}

function appendToAll(ends: readonly string[], token: ExpressionToken): string[] {
  const options = token.kind === 'choice' ? token.options : [textOf(token, [])];
  return ends.flatMap((end) => options.map((option) => end + option));
}
