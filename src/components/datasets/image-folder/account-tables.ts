import { resolve } from 'node:path';
import { splitNames, type SplitName } from '../../../data/dataset.ts';
import { accountFiles, type FileAccount } from '../../../data/files/account-files.ts';
import { isPattern } from '../../../data/files/path-pattern.ts';
import type { PairedFile } from '../../../data/files/pair-files.ts';
import type { PhotoTable } from './photo-table.ts';
import type { FileParams } from './photo-tables.ts';

/** Accounts for every file of the folders that photos and masks were taken from. */
export async function accountTables(
  splits: Readonly<Record<SplitName, readonly PairedFile[]>>,
  tables: readonly PhotoTable[],
  params: FileParams & { readonly classes?: unknown },
): Promise<FileAccount> {
  const nothing = { ends: [], nameOf: () => undefined };
  const kinds = tables.flatMap(({ kinds: own, folders = [] }) => [
    ...(own ? [own] : []),
    ...folders.map((folder) => ({ photos: { folder, ...nothing }, masks: { folder, ...nothing } })),
  ]);
  return accountFiles({
    pairs: splitNames.flatMap((split) => splits[split]),
    kinds,
    named: namedFiles(params),
    other: otherFile(tables, params),
  });
}

/** What a file is called that is no photo and no mask. */
function otherFile(tables: readonly PhotoTable[], { images, masks }: FileParams): string {
  if (tables.every(({ kinds }) => kinds === undefined)) return 'file that no line names';
  return [images, masks].some(isPattern) ? 'file outside of the patterns' : 'file of another kind';
}

/** Files that the section itself names: they are no photos that were forgotten. */
function namedFiles({ root, pairs, classes, splits }: FileParams & { readonly classes?: unknown }): Set<string> {
  const lists = splitNames.flatMap((split) => [splits[split]?.list, splits[split]?.pairs]);
  const names = [pairs, classes, ...lists].filter((name) => typeof name === 'string');
  return new Set(names.map((name) => resolve(root, name)));
}
