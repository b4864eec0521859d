import { text } from 'node:stream/consumers';
import { exitCodes } from '../core/errors/index.ts';
import { terminalAsk, type Ask } from './ask.ts';
import { exitCodeOf } from './interrupt.ts';
import { startedWithNohup } from './nohup.ts';
import { createOutput } from './output.ts';
import { createSignals, type Signals } from './signals.ts';

/** All that a command may know about the process that it runs in. Tests pass their own. */
export interface CliContext extends Signals {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Prints a line of the result, which a script may read. */
  out(line: string): void;
  /** Prints a line of progress, a warning or an error. */
  err(line: string): void;
  /** Prints what is for programs, as it is. */
  data(text: string): void;
  /** Width of the terminal on standard output in cells; undefined if it is none. */
  columns(): number | undefined;
  /** Reads standard input to its end. */
  readInput(): Promise<string>;
  /** Whether standard error is a terminal: it then gets progress bars and colours, otherwise plain lines. */
  readonly isTerminal: boolean;
  /** Asks a person; absent where nobody can answer. */
  readonly ask?: Ask;
}

export function processContext(): CliContext {
  const output = createOutput(process.stdout, process.stderr);
  // A script must not take a result that was not written for an empty one.
  process.on('exit', () => {
    if (output.lost() !== undefined) process.exitCode ||= exitCodes.runFailed;
  });
  const ask = terminalAsk(process.stdin, process.stderr);
  return {
    ...(ask && { ask }),
    workingDirectory: process.cwd(),
    environment: process.env,
    ...output,
    data: output.out,
    columns: () => (process.stdout.isTTY ? process.stdout.columns : undefined),
    readInput: () => text(process.stdin),
    isTerminal: process.stderr.isTTY === true,
    ...createSignals(process, {
      ignoresHangup: startedWithNohup(process.env),
      end: (signal) => process.exit(exitCodeOf[signal]),
    }),
  };
}
