import { cellsOf } from '../../core/cells.ts';

/**
 * The text with lines no longer than `columns` cells, broken at spaces. What follows a label, as in `steps       200` or
 * `warning: no masks`, goes on below its beginning. What is to be copied stays whole, even if it is longer than a line,
 * which the terminal then breaks itself: code in backticks, paths, and a command up to the end of its line.
 *
 * @param program how commands begin: `npx tessera`
 */
export function wrapText(text: string, columns: number, program: string): string {
  return text
    .split('\n')
    .map((line) => (cellsOf(line) <= columns ? line : wrapLine(line, columns, program)))
    .join('\n');
}

function wrapLine(line: string, columns: number, program: string): string {
  const indent = ' '.repeat(Math.min(hangingOf(line), Math.floor(columns / 2)));
  const lines: string[] = [];
  let current = '';
  for (const { space, piece } of piecesOf(line, program)) {
    const isFirst = current === '' || current === indent;
    if (!isFirst && cellsOf(current + space + piece) > columns) {
      lines.push(current);
      current = indent + piece;
    } else current += (isFirst && lines.length > 0 ? '' : space) + piece;
  }
  return [...lines, current].join('\n');
}

/** Where what a line says begins, in cells: after its label, its bullet or its indentation. A wide label stands alone. */
function hangingOf(line: string): number {
  const column = /^ *\S.*? {2,}(?=\S)/.exec(line)?.[0];
  if (column !== undefined) return cellsOf(column) <= mostHanging ? cellsOf(column) : column.search(/\S/) + 4;
  const bullet = /^ *(?:[-=] |\d+\. |\[\d+\] )?/.exec(line)![0];
  const isLabelled = /^ *(?:note|warning|\S*error\S*|\S+:\d\S*): /.test(withoutColors(line));
  return cellsOf(bullet) + (isLabelled ? 2 : 0);
}

const mostHanging = 32;

function withoutColors(line: string): string {
  return line.replaceAll(/\u001b\[\d+m/g, '');
}

/** Parts between which a line may be broken, each with the space before it. */
function piecesOf(line: string, program: string): { readonly space: string; readonly piece: string }[] {
  const command = `${escapeRegExp(program)} [^\`]*?(?=$| {2,}| \\()`;
  const code = '[^\\s`]*(?:`[^`]*`[^\\s`]*)+';
  const pattern = new RegExp(`( *)(${command}|${code}|\\S+)`, 'g');
  return [...line.matchAll(pattern)].map(([, space, piece]) => ({ space: space!, piece: piece! }));
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
