import { cellsOf } from '../../core/cells.ts';

/**
 * The text with lines no longer than `columns` cells, broken at spaces. What follows a label, as in `steps 200` or
 * `warning: no masks`, goes on below its beginning. Code in backticks stays in one line if it has room there, and so
 * does a command up to the end of its line: a longer one is continued as shells read it. A word, such as a path, is
 * never broken.
 *
 * @param program how commands begin: `npx tessera`
 */
export function wrapText(text: string, columns: number, program: string): string {
  return text
    .split('\n')
    .map((line) => (cellsOf(line) <= columns ? line : wrapLine(line, columns, program)))
    .join('\n');
}

/** What a line may be broken before. */
interface Piece {
  /** The space before it. */
  readonly space: string;
  readonly text: string;
  /** What ends a line that is broken before it. */
  readonly continuation: string;
}

function wrapLine(line: string, columns: number, program: string): string {
  const hanging = hangingOf(withoutColors(line), Math.min(widestLabel, Math.floor(columns / 2)));
  const indentFor = (text: string) => ' '.repeat(Math.min(hanging, Math.max(2, columns - cellsOf(text))));
  const pieces = piecesOf(line, columns - hanging, program);
  const lines: string[] = [];
  let current = '';
  for (const [index, { space: own, text, continuation }] of pieces.entries()) {
    // Columns lie below each other in whole lines only.
    const space = lines.length > 0 ? own.slice(0, 2) : own;
    const reserve = pieces[index + 1]?.continuation ?? '';
    if (current.trim() === '' || cellsOf(current + space + text + reserve) <= columns) current += space + text;
    else {
      lines.push(current + continuation);
      current = indentFor(text) + text;
    }
  }
  return [...lines, current].join('\n');
}

/**
 * Where what a line says begins, in cells: after its labels as far as `most` of them reach, its bullet or its
 * indentation. A wider label stands alone.
 */
function hangingOf(line: string, most: number): number {
  const labels = [...line.matchAll(/\S {2,}(?=\S)/g)].map(({ index, 0: gap }) =>
    cellsOf(line.slice(0, index + gap.length)),
  );
  if (labels.length > 0) return labels.findLast((cells) => cells <= most) ?? line.search(/\S/) + 4;
  const bullet = /^ *(?:[-=] |\d+\. |\[\d+\] )?/.exec(line)![0];
  const isLabelled = /^ *(?:note|warning|\S*error\S*|\S+:\d\S*): /.test(line);
  return Math.min(most, cellsOf(bullet) + (isLabelled ? 2 : 0));
}

const widestLabel = 32;

function withoutColors(line: string): string {
  return line.replaceAll(/\u001b\[\d+m/g, '');
}

/** The pieces of a line: words, and what stays whole if it has room in a line. */
function piecesOf(line: string, room: number, program: string): Piece[] {
  const command = `${escapeRegExp(program)} [^\`]*?(?=$| {2,}| \\()`;
  const code = '[^\\s`]*(?:`[^`]*`[^\\s`]*)+';
  const comment = '(?<= {2})# .*';
  const pattern = new RegExp(`( *)(${command}|${code}|${comment}|\\S+)`, 'g');
  return [...line.matchAll(pattern)].flatMap(([, space = '', text = '']) => {
    if (cellsOf(text) <= room) return [{ space, text, continuation: '' }];
    const continuation = text.startsWith(program) ? shellContinuation : '';
    return text.split(' ').map((word, index) => ({
      space: index === 0 ? space : ' ',
      text: word,
      continuation: index === 0 ? '' : continuation,
    }));
  });
}

/** In the shells of Windows, each has its own. */
const shellContinuation = process.platform === 'win32' ? '' : ' \\';

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
