import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

export interface TerminalSession {
  /** What was shown before the terminal was resized, and after it. */
  readonly before: string;
  readonly after: string;
  readonly exitCode: number;
}

/** Runs a command in a real pseudo-terminal, which is resized when a pattern appears. For tests with `testIf('pty')`. */
export async function inTerminal(
  command: readonly string[],
  { columns, resized = columns, when = '(?!)' }: { columns: number; resized?: number; when?: string },
  env: Readonly<Record<string, string>> = {},
): Promise<TerminalSession> {
  const script = fileURLToPath(new URL('in-terminal.py', import.meta.url));
  const { stdout } = await execa('python3', [script, String(columns), String(resized), when, ...command], {
    env: { TERM: 'xterm-256color', NO_COLOR: '', FORCE_COLOR: '', ...env },
  });
  const [before, after, exitCode] = JSON.parse(stdout) as [string, string, number];
  return { before, after, exitCode };
}
