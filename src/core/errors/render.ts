import { cellsOf, endOf, printable, startOf } from '../cells.ts';
import type { Location, Problem } from './problem.ts';

export interface RenderOptions {
  /** ANSI colours, for a person at a terminal. */
  readonly color: boolean;
  /** Cells in a line of the terminal. Only lines of files are cut to it: who prints the text breaks the others. */
  readonly columns?: number | undefined;
}

/** All problems as text: for each, `file:line:column: error[code]: message`, the line, a caret, and what to do. */
export function renderProblems(problems: readonly Problem[], options: RenderOptions): string {
  return problems.map((problem) => renderProblem(problem, options)).join('\n\n');
}

function renderProblem({ code, message, where, hints = [] }: Problem, { color, columns }: RenderOptions): string {
  const paint = color ? styles : plain;
  const place = where ? `${paint.bold(safe(formatPlace(where)))}: ` : '';
  const head = `${place}${paint.red(`error[${code}]`)}: ${safe(message)}`;
  const tail = hints.map((hint) => `  ${paint.cyan('=')} ${safe(hint)}`);
  return [head, ...excerpt(where, columns, paint), ...tail].join('\n');
}

/** Messages may have several lines, and quote what was found: nothing of that may control the terminal. */
function safe(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** The place as `file:line:column`; for an argument, which has no lines, its name only. */
function formatPlace({ file, line, column }: Location): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

const widestLine = 160;
const indent = '  ';

/** The line and a caret under the place, cut to a window around it if the line is long. */
function excerpt(where: Location | undefined, columns = Infinity, paint: typeof plain): string[] {
  if (where?.text === undefined) return [];
  const { text, column, length = 1 } = where;
  const room = Math.min(widestLine, columns - indent.length);
  if (column === undefined) return [indent + startOf(printable(text), room)];
  const [before, marked] = [text.slice(0, column - 1), text.slice(column - 1, column - 1 + length)].map(printable);
  const whole = printable(text);
  const shownBefore = cellsOf(whole) <= room ? before! : endOf(before!, Math.floor(room / 2));
  const line = startOf(shownBefore + whole.slice(column - 1), room);
  const offset = cellsOf(shownBefore);
  const caret = '^'.repeat(Math.max(1, Math.min(cellsOf(marked!), cellsOf(line) - offset)));
  return [indent + line, indent + ' '.repeat(offset) + paint.red(caret)];
}

const plain = { bold: (text: string) => text, red: (text: string) => text, cyan: (text: string) => text };

const styles: typeof plain = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  red: (text) => `\u001b[31m${text}\u001b[39m`,
  cyan: (text) => `\u001b[36m${text}\u001b[39m`,
};
