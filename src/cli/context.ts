/** All that a command may know about the process that it runs in. Tests pass their own. */
export interface CliContext {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Prints a line of the result, which a script may read. */
  out(line: string): void;
  /** Prints a line of progress, a warning or an error. */
  err(line: string): void;
  /** Whether standard error is a terminal: it then gets progress bars and colours, otherwise plain lines. */
  readonly isTerminal: boolean;
  /** Calls `listener` at each SIGINT or SIGTERM until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}

export function processContext(): CliContext {
  return {
    workingDirectory: process.cwd(),
    environment: process.env,
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    isTerminal: process.stderr.isTTY === true,
    onInterrupt(listener) {
      process.on('SIGINT', listener).on('SIGTERM', listener);
      return () => process.off('SIGINT', listener).off('SIGTERM', listener);
    },
  };
}
