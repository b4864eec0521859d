import { cellsOf } from '../../core/cells.ts';
import type { ScreenStream } from './screen.ts';

/** Lines at the end of a terminal that are written over as they change, such as progress bars. */
export interface LiveLines {
  /**
   * Shows lines until they are cleared, and again after a change of the terminal's size.
   *
   * @param draw gives the lines, none of which is wider than `columns`; without colours
   */
  show(draw: (columns: number) => readonly string[]): void;
  clear(): void;
  /** Prints something above the lines. */
  above(print: () => void): void;
}

export interface LiveStream extends ScreenStream {
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** Nobody reads faster, and a terminal far away may be slow. */
const millisecondsBetweenDraws = 80;

/**
 * Each line ends before the last column, so the terminal never breaks it: until the window becomes narrower. Terminals
 * then break what is there anew, and the rows that it takes are counted by the new width.
 *
 * The cursor waits in an empty line below, which some terminals break and some don't, and where `^C` and what others
 * write appear. It stays visible: a process that is killed could not bring it back.
 *
 * @param columns cells in a line of the stream, now
 * @param now a clock in milliseconds
 */
export function liveLines(
  stream: LiveStream,
  columns: () => number,
  now: () => number = () => performance.now(),
): LiveLines {
  let draw: ((columns: number) => readonly string[]) | undefined;
  let drawn: readonly string[] = [];
  let drawnAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;

  const rowsOf = (lines: readonly string[]) =>
    lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(cellsOf(line) / columns())), 0);
  /** To the start of what is drawn. */
  const back = () => (drawn.length === 0 ? '' : `\r\u001b[${rowsOf(drawn)}A`);
  const paint = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!draw) return;
    const lines = draw(columns() - 1).slice(-Math.max(1, (stream.rows ?? 24) - 1));
    stream.write(`${back()}${lines.map((line) => `${line}\u001b[K\n`).join('')}\u001b[J`);
    [drawn, drawnAt] = [lines, now()];
  };
  const erase = () => {
    if (drawn.length > 0) stream.write(`${back()}\u001b[J`);
    drawn = [];
  };
  return {
    show(given) {
      if (!draw) stream.on('resize', paint);
      draw = given;
      const wait = drawnAt + millisecondsBetweenDraws - now();
      if (drawn.length === 0 || wait <= 0) paint();
      else timer ??= setTimeout(paint, wait).unref();
    },
    clear() {
      clearTimeout(timer);
      timer = undefined;
      if (draw) stream.off('resize', paint);
      draw = undefined;
      erase();
    },
    above(print) {
      erase();
      print();
      paint();
    },
  };
}
