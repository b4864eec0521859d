import { createRequire } from 'node:module';
import type * as StringWidth from 'string-width';

/** Whether a text is cut at its end, at its start, or in the middle. */
export type Keep = 'start' | 'end' | 'both';

/** How many cells of a terminal a text takes: two for East Asian characters and emoji, none for colours. */
export function cellsOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth()(text);
}

/**
 * The package compiles the patterns of all emoji, for a third of the time in which Node starts: only where a text has
 * such.
 */
function stringWidth(): (text: string) => number {
  return (loaded ??= (createRequire(import.meta.url)('string-width') as typeof StringWidth).default);
}

let loaded: ((text: string) => number) | undefined;

/** The text with spaces after it, or before it, up to so many cells. */
export function padCells(text: string, cells: number, side: 'after' | 'before' = 'after'): string {
  const space = ' '.repeat(Math.max(0, cells - cellsOf(text)));
  return side === 'after' ? text + space : space + text;
}

/** As much of a text as has room in so many cells, with `…` for what is left out. Text with colours can't be cut. */
export function cutCells(text: string, cells: number, keep: Keep = 'start'): string {
  if (cellsOf(text) <= cells) return text;
  if (cells < 1) return '';
  const room = cells - 1;
  const before = keep === 'start' ? room : keep === 'end' ? 0 : Math.ceil(room / 2);
  return `${startOf(text, before)}…${endOf(text, room - before)}`;
}

/** As much of the start of a text as has room in so many cells. */
export function startOf(text: string, cells: number): string {
  return fitting(charactersOf(text), cells).join('');
}

/** As much of the end of a text as has room in so many cells. */
export function endOf(text: string, cells: number): string {
  return fitting(charactersOf(text).toReversed(), cells).toReversed().join('');
}

/** Without what controls a terminal, such as escape sequences in the name of a file: a space for each character. */
export function printable(line: string): string {
  return line.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function charactersOf(text: string): string[] {
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

/** The first characters that have room together in so many cells. */
function fitting(characters: readonly string[], cells: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => (used += cellsOf(character)) > cells);
  return characters.slice(0, end === -1 ? undefined : end);
}
