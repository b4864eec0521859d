import { resolve, sep } from 'node:path';
import type { PathPattern } from './path-pattern.ts';
import { withoutSuffix } from './suffixes.ts';

/** Says which files of a folder are photos, or masks, and what they are called. */
export interface FileKind {
  /** Absolute. */
  readonly folder: string;
  /** Ends of the files' names, after that of the sample. */
  readonly ends: readonly string[];
  /** A file by its path within the folder, with `/` between names; undefined if it is not of this kind. */
  nameOf(path: string): NamedFile | undefined;
}

export interface NamedFile {
  /** With the folders that it is in, without the end. */
  readonly name: string;
  /** What is equal for a photo and its mask. */
  readonly key: string;
  /** How many characters of the whole path are fixed. A file that is of two kinds is of that which fixes more. */
  readonly fixed: number;
  /** What the wildcards stand for; none if there is no pattern. */
  readonly parts: readonly string[];
  /** What the wildcards with a name stand for. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The files of a folder, and of those in it, that end with one of some suffixes. */
export function kindBySuffix(folder: string, suffixes: readonly string[]): FileKind {
  return {
    folder,
    ends: suffixes,
    nameOf(path) {
      const name = withoutSuffix(path, suffixes);
      if (name === undefined || name === '' || name.endsWith('/')) return undefined;
      return {
        name,
        key: name.normalize('NFC'),
        fixed: folder.length + path.length - name.length,
        parts: [],
        fields: {},
      };
    },
  };
}

/** The files that fit a pattern. `keyOf` makes the key of its parts; by default it is the name. */
export function kindByPattern(
  root: string,
  pattern: PathPattern,
  keyOf?: (parts: readonly string[]) => string,
): FileKind {
  const folder = resolve(root, pattern.folder);
  return {
    folder,
    ends: pattern.ends,
    nameOf(path) {
      const found = pattern.match(path);
      if (!found) return undefined;
      const { name, parts } = found;
      const fields = pattern.wildcards.flatMap((wildcard, index) =>
        wildcard.name === undefined ? [] : [[wildcard.name, parts[index]!] as const],
      );
      const key = keyOf?.(parts) ?? name;
      return { name, key, fixed: folder.length + pattern.fixed, parts, fields: Object.fromEntries(fields) };
    },
  };
}

/** The file at an absolute path, if it is in the kind's folder and of this kind. */
export function namedBy({ folder, nameOf }: FileKind, file: string): NamedFile | undefined {
  const start = folder.endsWith(sep) ? folder : folder + sep;
  return file.startsWith(start) ? nameOf(file.slice(start.length).replaceAll(sep, '/')) : undefined;
}

/** A file that two kinds fit is of the one that fixes more of its path; of the first if they fix the same. */
export function isMorePrecise(file: NamedFile, other: NamedFile | undefined): boolean {
  return other === undefined || file.fixed > other.fixed;
}
