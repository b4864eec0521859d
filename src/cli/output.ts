import { errorCode } from '../core/exists.ts';
import { liveLines, type LiveLines, type LiveStream } from './terminal/live-lines.ts';
import { withProgram } from './terminal/program.ts';
import { screenOf, type Screen } from './terminal/screen.ts';
import { wrapText } from './terminal/wrap-text.ts';

/** Where lines are printed: standard output or standard error. */
export interface OutputStream extends LiveStream {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'resize', listener: () => void): unknown;
}

export interface Output {
  /**
   * Prints a line of the result. On a terminal, lines are broken at words; commands are named as the user starts this
   * program.
   */
  out(line: string): void;
  /** Prints a line of progress, a warning or an error, in the same way. */
  err(line: string): void;
  /** Prints text for programs, such as JSON or CSV, as it is, on standard output. */
  data(text: string): void;
  /** Cells in a line of the terminal that shows the result; undefined where none does. */
  columns(): number | undefined;
  /** The same for standard error, on which problems are shown. */
  errColumns(): number | undefined;
  /** Whether standard error may have colours. */
  readonly hasColors: boolean;
  /** Lines of standard error that can be written over; absent where they can't. */
  readonly live?: LiveLines;
  /** Why lines were lost; undefined if none were, or if whoever read them had enough. */
  lost(): string | undefined;
}

export interface OutputOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How the user starts this program: `npx tessera`. */
  readonly program?: () => string;
}

/** A pipe whose reader has ended (`| head`), and a terminal that was closed. */
const readerIsGone = ['EPIPE', 'EIO', 'ECONNRESET', 'ENXIO'];

/**
 * Prints lines to two streams that may fail at any time. No failure ends the process: training goes on without output,
 * and so does everything that writes to these streams itself. A stream that fails for another reason than that its
 * reader is gone, such as a full disk, is told once on the other one. Lines that are written over stay below what is
 * printed.
 */
export function createOutput(
  stdout: OutputStream,
  stderr: OutputStream,
  { environment = {}, program = () => 'tessera' }: OutputOptions = {},
): Output {
  const [screen, errorScreen] = [screenOf(stdout, environment), screenOf(stderr, environment)];
  const live = errorScreen.canRedraw ? liveLines(stderr, () => errorScreen.columns()!) : undefined;
  const print = (stream: OutputStream, text: string, columns: number | undefined) => {
    const write = () => void stream.write(`${text}\n`);
    if (live && columns !== undefined) live.above(write);
    else write();
  };
  const say = (stream: OutputStream, { columns }: Screen, text: string) => {
    const [width, typed] = [columns(), withProgram(text, program())];
    print(stream, width === undefined ? typed : wrapText(typed, width, program()), width);
  };
  return {
    out: (line) => say(stdout, screen, line),
    err: (line) => say(stderr, errorScreen, line),
    data: (text) => print(stdout, text, screen.columns()),
    columns: screen.columns,
    errColumns: errorScreen.columns,
    hasColors: errorScreen.hasColors,
    ...(live && { live }),
    lost: tellLosses(stdout, stderr),
  };
}

/** Tells once on one stream that the other one fails. @returns why lines were lost, if they were */
function tellLosses(stdout: OutputStream, stderr: OutputStream): () => string | undefined {
  let reason: string | undefined;
  const guard = (stream: OutputStream, name: string, other: OutputStream) =>
    stream.on('error', (error) => {
      if (reason !== undefined || readerIsGone.includes(errorCode(error) ?? '')) return;
      reason = `${name} can't be written: ${error.message}`;
      other.write(`warning: ${reason}\n`);
    });
  guard(stdout, 'standard output', stderr);
  guard(stderr, 'standard error', stdout);
  return () => reason;
}
