import { exitCodes, type ExitCode } from '../core/errors/index.ts';
import type { CliContext } from './context.ts';
import type { StopSignal } from './signals.ts';

/** The exit code of a command that was interrupted, by its first signal. */
export function interruptedCode({ interruptedBy }: Pick<CliContext, 'interruptedBy'>): ExitCode {
  return exitCodeOf[interruptedBy() ?? 'SIGINT'];
}

export const exitCodeOf: Readonly<Record<StopSignal, ExitCode>> = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hungUp,
};

/**
 * Ends the process at the first interrupt, after `tidy`, until the returned function is called: for work that saves
 * nothing but has changed the terminal.
 */
export function endAtInterrupt(context: CliContext, tidy: () => void): () => void {
  return context.onInterrupt(() => {
    tidy();
    process.exit(interruptedCode(context));
  });
}

/**
 * Runs `work` with a signal that the first interrupt aborts, so that it can finish its step and save. A later Ctrl-C
 * ends the process.
 */
export async function withInterrupt<T>(
  context: CliContext,
  work: (signal: AbortSignal) => Promise<T>,
  message = 'Stopping after this step. Press Ctrl-C again to stop at once, without saving.',
): Promise<T> {
  const controller = new AbortController();
  const release = context.onInterrupt((how) => {
    if (how === 'kill') process.exit(interruptedCode(context));
    context.err(message);
    controller.abort();
  });
  try {
    return await work(controller.signal);
  } finally {
    release();
  }
}
