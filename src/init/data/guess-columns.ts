import { readFile } from 'node:fs/promises';
import { parseTable } from '../../data/annotations/table-file.ts';
import { dataFile, mayBeMask } from './data-file.ts';

/** Names of the columns of a list that hold the photos and the masks. */
export interface ColumnsGuess {
  readonly image: string;
  readonly mask: string;
}

const namesOfMasks = /mask|truth|label|seg|annot|target|^gt/i;

/**
 * The columns of a table whose names say nothing, by what is in them: paths of images, in every line. There must be
 * two. The first is the photos, unless only its name is one of masks.
 */
export async function guessColumns(file: string): Promise<ColumnsGuess | undefined> {
  const [head, ...rows] = (await parseTable(await readFile(file, 'utf8'), file)) ?? [];
  if (!head || rows.length === 0) return undefined;
  const isPath = (cell: string | undefined) => cell !== undefined && mayBeMask(dataFile(cell.replaceAll('\\', '/')));
  const found = head.cells.filter((_, column) => rows.every(({ cells }) => isPath(cells[column])));
  const [first, second, ...others] = found;
  if (first === undefined || second === undefined || others.length > 0) return undefined;
  const isTurned = namesOfMasks.test(first) && !namesOfMasks.test(second);
  return isTurned ? { image: second, mask: first } : { image: first, mask: second };
}
