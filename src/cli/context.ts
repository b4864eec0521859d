/** What a command may know of the process it runs in; tests pass their own. */
export interface CliContext {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The result that a script would read. */
  out(line: string): void;
  /** Progress, warnings and errors. */
  err(line: string): void;
  /** Whether a person watches standard error: progress bars and colour, or plain lines. */
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
