import { cellsOf, cutCells, padCells, printable, type Keep } from '../../core/cells.ts';

/** A column whose cells are text already. The meaning of its fields is that of `Column` in `table.ts`. */
export interface LaidOutColumn {
  readonly title: string;
  readonly cells: readonly string[];
  readonly align: 'left' | 'right';
  readonly shrink?: { readonly to: number; readonly keep: Keep };
  readonly leaveOut?: number;
  readonly repeat?: true;
}

/** A column with the width that it gets, in cells. */
interface Sized {
  readonly column: LaidOutColumn;
  readonly width: number;
}

const gap = '  ';

/**
 * The lines of a table, none of them wider than the terminal, if the widest column has room beside those that repeat.
 */
export function layOut(columns: readonly LaidOutColumn[], terminal = Infinity): string {
  const { chosen, leftOut } = choose(columns.map(withoutControls), terminal);
  const tables = blocks(shrink(chosen, terminal), terminal).map(linesOf);
  const note = leftOut.length === 0 ? [] : [`(no room for: ${leftOut.map(({ title }) => title).join(', ')})`];
  return [...tables, ...note].join(tables.length > 1 ? '\n\n' : '\n');
}

function withoutControls({ title, cells, ...rest }: LaidOutColumn): LaidOutColumn {
  return { ...rest, title: printable(title), cells: cells.map(printable) };
}

/** Leaves out what may be left out, until the rest has room. If even that is not enough, nothing is won by it. */
function choose(columns: readonly LaidOutColumn[], terminal: number) {
  const order = columns.filter(({ leaveOut }) => leaveOut !== undefined);
  order.sort((a, b) => b.leaveOut! - a.leaveOut!);
  for (let count = 0; count <= order.length; count++) {
    const leftOut = order.slice(0, count);
    const chosen = columns.filter((column) => !leftOut.includes(column));
    if (totalOf(shrink(chosen, terminal)) <= terminal) return { chosen, leftOut };
  }
  return { chosen: columns, leftOut: [] };
}

/** Takes cells from the widest column that may lose some, one by one, until all have room. */
function shrink(columns: readonly LaidOutColumn[], terminal: number): Sized[] {
  const sized = columns.map((column) => ({ column, width: widthOf(column) }));
  for (let excess = totalOf(sized) - terminal; excess > 0 && Number.isFinite(excess); excess--) {
    const able = sized.filter(({ column, width }) => column.shrink !== undefined && width > column.shrink.to);
    if (able.length === 0) break;
    able.reduce((widest, one) => (one.width > widest.width ? one : widest)).width--;
  }
  return sized;
}

function widthOf({ title, cells }: LaidOutColumn): number {
  return Math.max(cellsOf(title), ...cells.map(cellsOf));
}

function totalOf(columns: readonly Sized[]): number {
  return columns.reduce((sum, { width }) => sum + width + gap.length, -gap.length);
}

/** The columns in as few blocks as have room, each with those that repeat and at least one other. */
function blocks(columns: readonly Sized[], terminal: number): Sized[][] {
  if (totalOf(columns) <= terminal) return [[...columns]];
  const named = columns.filter(({ column }) => column.repeat);
  const repeated = named.length > 0 ? named : columns.slice(0, 1);
  const result: Sized[][] = [];
  for (const column of columns.filter((one) => !repeated.includes(one))) {
    const last = result.at(-1);
    if (last && totalOf([...last, column]) <= terminal) last.push(column);
    else result.push([...repeated, column]);
  }
  return result.length > 0 ? result : [[...columns]];
}

function linesOf(columns: readonly Sized[]): string {
  const cell = (text: string, { column, width }: Sized) =>
    padCells(cutCells(text, width, column.shrink?.keep), width, column.align === 'left' ? 'after' : 'before');
  const line = (textOf: (column: LaidOutColumn) => string) =>
    columns
      .map((one) => cell(textOf(one.column), one))
      .join(gap)
      .trimEnd();
  const rows = columns[0]?.column.cells.map((_, row) => line(({ cells }) => cells[row]!)) ?? [];
  return [line(({ title }) => title), ...rows].join('\n');
}
