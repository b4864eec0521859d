import { csvLines } from '../../core/csv.ts';
import type { Keep } from '../../core/cells.ts';
import { layOut } from './table-layout.ts';

/** What a table holds in one place. `null` and `undefined` are both: there is none. */
export type Cell = string | number | boolean | null | undefined;

export interface Column<Row> {
  readonly title: string;
  /** Its name in CSV, if that is not the title. */
  readonly key?: string;
  /** The datum, as CSV has it. */
  readonly value: (row: Row) => Cell;
  /** What a person sees; by default `-` where there is none, and four digits after the point of what isn't whole. */
  readonly show?: (row: Row) => string;
  /** By default right for numbers, left for all else. */
  readonly align?: 'left' | 'right';
  /** On a narrow terminal it may be cut down to this many cells. */
  readonly shrink?: { readonly to: number; readonly keep: Keep };
  /** On a narrow terminal it may be left out: the column with the largest number first. */
  readonly leaveOut?: number;
  /** Where the columns need several blocks, it stands in each of them. By default the first column does. */
  readonly repeat?: true;
}

export interface Table<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** A table of figures that are text already: the first column says of what, and the others are aligned right. */
export function figuresTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): Table<readonly string[]> {
  const column = (title: string, index: number): Column<readonly string[]> => ({
    title,
    value: (row) => row[index] ?? '',
    align: index === 0 ? 'left' : 'right',
  });
  return { columns: titles.map(column), rows };
}

/**
 * A table for a person, within the width of a terminal: columns that may be are cut, then left out and named below, and
 * those that still have no room go into further blocks.
 *
 * @param width of the terminal in cells; undefined where nobody sees one, and nothing is cut or left out
 */
export function printTable<Row>({ columns, rows }: Table<Row>, width?: number): string {
  return layOut(
    columns.map((column) => ({
      ...column,
      align: column.align ?? (isNumeric(column, rows) ? 'right' : 'left'),
      cells: rows.map((row) => column.show?.(row) ?? shown(column.value(row))),
    })),
    width,
  );
}

/** RFC 4180, with full numbers; nothing where there is no value. */
export function csvTable<Row>({ columns, rows }: Table<Row>): string {
  const line = (row: Row) => columns.map(({ value }) => String(value(row) ?? ''));
  return csvLines([columns.map(({ key, title }) => key ?? title), ...rows.map(line)]);
}

/** A table of GitHub's Markdown, with what a person sees. */
export function markdownTable<Row>({ columns, rows }: Table<Row>): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const isRight = (column: Column<Row>) => (column.align ?? (isNumeric(column, rows) ? 'right' : 'left')) === 'right';
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map((column) => (isRight(column) ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map(({ show, value }) => show?.(row) ?? shown(value(row))))),
  ].join('\n');
}

function isNumeric<Row>({ value }: Column<Row>, rows: readonly Row[]): boolean {
  const values = rows.map(value).filter((cell) => cell !== null && cell !== undefined);
  return values.length > 0 && values.every((cell) => typeof cell === 'number');
}

function shown(cell: Cell): string {
  if (cell === null || cell === undefined) return '-';
  return typeof cell === 'number' && Number.isFinite(cell) && !Number.isInteger(cell) ? cell.toFixed(4) : String(cell);
}
