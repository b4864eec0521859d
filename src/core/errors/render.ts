import type { Location, Problem } from './problem.ts';

export interface RenderOptions {
  /** ANSI colours, for a person at a terminal. */
  readonly color: boolean;
}

/** All problems as text: for each, `file:line:column: error[code]: message`, the line, a caret, and what to do. */
export function renderProblems(problems: readonly Problem[], options: RenderOptions): string {
  return problems.map((problem) => renderProblem(problem, options)).join('\n\n');
}

function renderProblem({ code, message, where, hints = [] }: Problem, { color }: RenderOptions): string {
  const paint = color ? styles : plain;
  const place = where ? `${paint.bold(formatPlace(where))}: ` : '';
  const head = `${place}${paint.red(`error[${code}]`)}: ${message}`;
  return [head, ...excerpt(where, paint), ...hints.map((hint) => `  ${paint.cyan('=')} ${hint}`)].join('\n');
}

/** The place as `file:line:column`; for an argument, which has no lines, its name only. */
function formatPlace({ file, line, column }: Location): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

const widestLine = 160;

/** The line and a caret under the place, cut to a window around it if the line is long. */
function excerpt(where: Location | undefined, paint: typeof plain): string[] {
  if (where?.text === undefined) return [];
  const { text, column = 1, length = 1 } = where;
  const from = text.length > widestLine ? Math.max(0, column - widestLine / 2) : 0;
  const line = printable(text.slice(from, from + widestLine));
  const caret = '^'.repeat(Math.max(1, Math.min(length, line.length - (column - 1 - from))));
  return where.column === undefined
    ? [`  ${line}`]
    : [`  ${line}`, `  ${' '.repeat(column - 1 - from)}${paint.red(caret)}`];
}

/** Replaces characters that take no column or that control a terminal, so that the caret is at the right place. */
function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

const plain = { bold: (text: string) => text, red: (text: string) => text, cyan: (text: string) => text };

const styles: typeof plain = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  red: (text) => `\u001b[31m${text}\u001b[39m`,
  cyan: (text) => `\u001b[36m${text}\u001b[39m`,
};
