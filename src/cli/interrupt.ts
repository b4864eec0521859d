import { exitCodes } from '../core/errors/index.ts';
import type { CliContext } from './context.ts';

/** Clears the line of the cursor, on which a progress bar may stand. */
const clearLine = '\r\u001B[K';

/**
 * Runs `work` with a signal that the first Ctrl-C aborts, so that it can finish its step and save. The second one ends
 * the process.
 */
export async function withInterrupt<T>(context: CliContext, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const release = context.onInterrupt(() => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    const line = context.isTerminal ? clearLine : '';
    context.err(`${line}Stopping after this step. Press Ctrl-C again to stop at once, without saving.`);
    controller.abort();
  });
  try {
    return await work(controller.signal);
  } finally {
    release();
  }
}
