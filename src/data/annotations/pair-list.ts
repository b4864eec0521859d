import { basename } from 'node:path';
import { nearest, TesseraError, type Problem } from '../../core/errors/index.ts';
import { badLine, parseLines, readListFile } from './list-file.ts';
import { parseTable, type TableRow } from './table-file.ts';

/** Which columns of a list are what. Without a name, the usual ones are tried. */
export interface PairColumns {
  readonly image?: string | undefined;
  readonly mask?: string | undefined;
  readonly split?: string | undefined;
}

/** A photo and its mask, as a list names them. */
export interface PairLine {
  readonly image: string;
  readonly mask: string;
  /** The cells of the line by the names of their columns; the one that names the split is `split`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly line: number;
  readonly text: string;
}

/** Names that columns have in the lists that people share. */
const usual: Readonly<Record<keyof PairColumns, readonly string[]>> = {
  image: ['image', 'images', 'photo', 'img', 'image_path', 'img_path', 'image_file', 'filename', 'file_name', 'file'],
  mask: [
    'mask',
    'masks',
    'label',
    'labels',
    'annotation',
    'segmentation',
    'mask_path',
    'label_path',
    'mask_file',
    'gt',
  ],
  split: ['split', 'subset', 'set'],
};

/**
 * The photos and masks that a list names: a table whose first line names the columns, one of two columns without such a
 * line, or lines `photo mask` with a blank between them. `key` is the configuration key that names the file.
 * @throws TesseraError `file-missing`; `bad-dataset` with the lines that are no pair, or the columns that are not found
 */
export async function readPairList(file: string, key: string, columns: PairColumns = {}): Promise<PairLine[]> {
  const lines = await readListFile(file, key);
  const rows = await parseTable(lines.map(({ text }) => text).join('\n'), file);
  if (!rows) return parseLines(lines, (line) => splitAtBlank(line.text, line.line) ?? badLine(file, line, twoFiles));
  // The table has no comments and empty lines.
  const placed = rows.map((row) => ({ ...row, line: lines[row.line - 1]?.line ?? row.line }));
  const [head, ...rest] = placed;
  const places = head && headerOf(head, columns, file);
  if (!head || !places) return parseLines(placed, (row) => pairOf(row, [0, 1], {}) ?? badLine(file, row, twoFiles));
  return parseLines(rest, (row) => {
    const names = Object.entries(row.cells).map(([index, cell]) => [head.cells[Number(index)] ?? index, cell]);
    const split = places.split === undefined ? {} : { split: row.cells[places.split] ?? '' };
    const fields = { ...(Object.fromEntries(names) as Record<string, string>), ...split };
    return pairOf(row, [places.image, places.mask], fields) ?? badLine(file, row, 'a photo and a mask');
  });
}

const twoFiles = 'the paths of a photo and of its mask';

/** A photo's path ends at the first blank after a suffix, so that paths may have blanks. */
function splitAtBlank(text: string, line: number): PairLine | undefined {
  const found = /^\s*(.*?\.\w{1,5})\s+(\S.*?)\s*$/.exec(text) ?? /^\s*(\S+)\s+(\S+)\s*$/.exec(text);
  return found ? { image: found[1]!, mask: found[2]!, fields: {}, line, text } : undefined;
}

function pairOf(
  { cells, line, text }: TableRow,
  [photo, other]: readonly [number, number],
  fields: Readonly<Record<string, string>>,
): PairLine | undefined {
  const [image, mask] = [cells[photo] ?? '', cells[other] ?? ''];
  return image === '' || mask === '' ? undefined : { image, mask, fields, line, text };
}

/**
 * The places of the columns if the first line names them; undefined if it is a pair itself.
 * @throws TesseraError `bad-dataset`
 */
function headerOf(
  { cells, line, text }: TableRow,
  columns: PairColumns,
  file: string,
): { image: number; mask: number; split?: number } | undefined {
  const place = (column: keyof PairColumns) => {
    const wanted = columns[column] === undefined ? usual[column] : [columns[column].toLowerCase()];
    return wanted.map((name) => cells.findIndex((cell) => cell.toLowerCase() === name)).find((at) => at !== -1);
  };
  const [image, mask, split] = [place('image'), place('mask'), place('split')];
  const isNamed = Object.values(columns).some((name) => name !== undefined);
  const isFile = (cell: string | undefined) => cell !== undefined && /\.\w{1,5}$/.test(cell);
  if (!isNamed && (image === undefined || mask === undefined) && isFile(cells[0]) && isFile(cells[1])) return undefined;
  const missing = (['image', 'mask', 'split'] as const).filter(
    (column) => place(column) === undefined && (column !== 'split' || columns.split !== undefined),
  );
  if (missing.length > 0)
    throw new TesseraError(missing.map((column) => noColumn(column, columns[column], cells, { file, line, text })));
  return { image: image!, mask: mask!, ...(split !== undefined && { split }) };
}

function noColumn(
  column: keyof PairColumns,
  name: string | undefined,
  cells: readonly string[],
  where: { readonly file: string; readonly line: number; readonly text: string },
): Problem {
  const what = name === undefined ? `a column such as \`${usual[column][0]}\`` : `the column \`${name}\``;
  const near = nearest(name ?? column, cells);
  return {
    code: 'bad-dataset',
    message: `expected ${what} in the first line of ${basename(where.file)}, its columns are ${cells.join(', ')}`,
    where,
    hints: [`name it in the section \`dataset\`: \`columns: {${column}: ${near ?? '...'}}\``],
  };
}
