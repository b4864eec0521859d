import { createInterface } from 'node:readline/promises';

/**
 * Asks a person at the terminal. An answer of blanks is an empty text.
 * @throws Error after Ctrl-C or the end of input
 */
export type Ask = (question: string) => Promise<string>;

/** Undefined where nobody could answer: in a pipe, a script, a container without a terminal. */
export function terminalAsk(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Ask | undefined {
  if (!input.isTTY || !output.isTTY) return undefined;
  return async (question) => {
    const controller = new AbortController();
    const lines = createInterface({ input, output });
    lines.on('close', () => controller.abort());
    try {
      return (await lines.question(question, { signal: controller.signal })).trim();
    } finally {
      lines.close();
    }
  };
}
