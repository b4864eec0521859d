import type { DataFile } from './data-file.ts';

/** The folders of many files: what is the same for all of them, and what varies. */
export interface FolderTemplate {
  /** A folder's name, undefined where it varies, `**` for any number of folders that vary. */
  readonly segments: readonly (string | undefined)[];
  /** What a file has in place of the segments that vary. */
  partsOf(file: DataFile): readonly string[];
}

/** Files of one depth are compared level by level; of others, all below the folder that holds them varies. */
export function folderTemplate(files: readonly DataFile[]): FolderTemplate {
  const [first] = files;
  if (!first) return { segments: [], partsOf: () => [] };
  if (files.some(({ folders }) => folders.length !== first.folders.length)) return anyDepth(files);
  const segments = first.folders.map((name, level) =>
    files.every(({ folders }) => folders[level] === name) ? name : undefined,
  );
  return { segments, partsOf: ({ folders }) => folders.filter((_, level) => segments[level] === undefined) };
}

function anyDepth(files: readonly DataFile[]): FolderTemplate {
  const [first, ...rest] = files.map(({ folders }) => folders);
  const differs = (level: number) => rest.some((folders) => folders[level] !== first![level]);
  const same = first!.findIndex((_, level) => differs(level));
  const prefix = same === -1 ? first! : first!.slice(0, same);
  return { segments: [...prefix, '**'], partsOf: ({ folders }) => [folders.slice(prefix.length).join('/')] };
}
