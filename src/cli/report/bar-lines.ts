import { cellsOf, cutCells, padCells, printable } from '../../core/cells.ts';

/** How far something has got. */
export interface Bar {
  readonly label: string;
  readonly done: number;
  /** 0 if it isn't known yet. */
  readonly total: number;
  /** What else there is to say, such as the speed. */
  readonly detail: string;
}

const widestBar = 24;
const narrowestBar = 5;
const gap = '  ';

/**
 * A line for each bar, none wider than `columns` cells: label, bar, counts, detail, one below the other. Where there is
 * little room, labels are cut to a third of it, then bars become shorter and go, then details are cut.
 */
export function barLines(bars: readonly Bar[], columns: number): string[] {
  const labels = bars.map(({ label }) => cutCells(printable(label), Math.max(8, Math.floor(columns / 3)), 'both'));
  const counts = bars.map(({ done, total }) => `${done}/${total}`);
  const [label, count] = [widest(labels), widest(counts)];
  const detail = widest(bars.map((bar) => bar.detail));
  const room = columns - label - count - detail - 2 * gap.length - 1;
  const size = room < narrowestBar ? 0 : Math.min(widestBar, room);
  return bars.map((bar, index) => {
    const parts = [
      padCells(labels[index]!, label),
      ...(size === 0 ? [] : [filled(bar, size)]),
      `${padCells(counts[index]!, count, 'before')}${gap}${printable(bar.detail)}`,
    ];
    return cutCells(parts.join(' ').trimEnd(), columns);
  });
}

function filled({ done, total }: Bar, size: number): string {
  const cells = total === 0 ? 0 : Math.floor((size * Math.min(Math.max(done, 0), total)) / total);
  return '█'.repeat(cells) + '░'.repeat(size - cells);
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(cellsOf));
}
