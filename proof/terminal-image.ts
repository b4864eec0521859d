import xterm, { type IBufferCell } from '@xterm/headless';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';

export interface ShownCommand {
  readonly command: string;
  /** What it printed, with the terminal's codes for colours. */
  readonly output: string;
}

const colors = ['#1d1f21', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#dcdfe4'];
const gray = '#868b94';

/** Commands and what they print, as a terminal of this width shows it: WebP. */
export async function terminalImage(
  browser: Browser,
  shown: readonly ShownCommand[],
  columns: number,
): Promise<Buffer> {
  const terminal = new xterm.Terminal({ cols: columns, rows: 60, allowProposedApi: true, convertEol: true });
  const text = shown.map(({ command, output }) => `\u001B[1m$ ${command}\u001B[0m\n${output.trimEnd()}\n`).join('\n');
  await new Promise<void>((done) => terminal.write(text, done));
  const page = await browser.newPage({ deviceScaleFactor: 1.5 });
  try {
    await page.setContent(`<style>
      pre { display: inline-block; margin: 0; padding: 16px 20px; font: 14px/1.35 monospace; }
      pre, body { background: ${colors[0]}; color: ${colors[7]}; }
    </style><pre>${linesOf(terminal).join('\n')}</pre>`);
    return await sharp(await page.locator('pre').screenshot())
      .webp({ quality: 85 })
      .toBuffer();
  } finally {
    await page.close();
  }
}

function linesOf({ buffer: { active } }: xterm.Terminal): string[] {
  const lines = Array.from({ length: active.length }, (_, row) => {
    const line = active.getLine(row)!;
    const width = line.translateToString(true).length;
    return Array.from({ length: width }, (_cell, column) => cellHtml(line.getCell(column)!)).join('');
  });
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

function cellHtml(cell: IBufferCell): string {
  const text = cell.getChars().replaceAll('&', '&amp;').replaceAll('<', '&lt;') || ' ';
  const color = cell.isFgPalette() ? (colors[cell.getFgColor()] ?? gray) : undefined;
  const style = [
    ...(color === undefined ? [] : [`color: ${color}`]),
    ...(cell.isDim() ? [`color: ${gray}`] : []),
    ...(cell.isBold() ? ['font-weight: bold'] : []),
  ].join('; ');
  return style === '' ? text : `<span style="${style}">${text}</span>`;
}
