import { errorCode } from '../core/exists.ts';

/** Where lines are printed: standard output or standard error. */
export interface OutputStream {
  write(text: string): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface Output {
  out(line: string): void;
  err(line: string): void;
  /** Why lines were lost; undefined if none were, or if whoever read them had enough. */
  lost(): string | undefined;
}

/** A pipe whose reader has ended (`| head`), and a terminal that was closed. */
const readerIsGone = ['EPIPE', 'EIO', 'ECONNRESET', 'ENXIO'];

/**
 * Prints lines to two streams that may fail at any time. No failure ends the process: training goes on without output,
 * and so does everything that writes to these streams itself, such as a progress bar. A stream that fails for another
 * reason than that its reader is gone, such as a full disk, is told once on the other one.
 */
export function createOutput(stdout: OutputStream, stderr: OutputStream): Output {
  let reason: string | undefined;
  const guard = (stream: OutputStream, name: string, other: OutputStream) =>
    stream.on('error', (error) => {
      if (reason !== undefined || readerIsGone.includes(errorCode(error) ?? '')) return;
      reason = `${name} can't be written: ${error.message}`;
      other.write(`warning: ${reason}\n`);
    });
  guard(stdout, 'standard output', stderr);
  guard(stderr, 'standard error', stdout);
  return {
    out: (line) => void stdout.write(`${line}\n`),
    err: (line) => void stderr.write(`${line}\n`),
    lost: () => reason,
  };
}
