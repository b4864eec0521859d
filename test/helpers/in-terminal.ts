import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

export interface TerminalSession {
  /** What was shown before the terminal was resized, and after it. */
  readonly before: string;
  readonly after: string;
  readonly exitCode: number;
}

export interface TerminalUse {
  readonly columns: number;
  readonly resized?: number;
  readonly when?: string;
  /** What is typed when a pattern appears, in this order. */
  readonly answers?: readonly (readonly [pattern: string, typed: string])[];
  readonly workingDirectory?: string;
}

/**
 * Runs a command in a real pseudo-terminal, which is resized when a pattern appears. For tests with `testIf('pty')`.
 */
export async function inTerminal(
  command: readonly string[],
  { columns, resized = columns, when = '(?!)', answers = [], workingDirectory }: TerminalUse,
  env: Readonly<Record<string, string>> = {},
): Promise<TerminalSession> {
  const script = fileURLToPath(new URL('in-terminal.py', import.meta.url));
  const { stdout } = await execa('python3', [script, String(columns), String(resized), when, ...command], {
    env: { TERM: 'xterm-256color', NO_COLOR: '', FORCE_COLOR: '', TESSERA_ANSWERS: JSON.stringify(answers), ...env },
    ...(workingDirectory !== undefined && { cwd: workingDirectory }),
  });
  const [before, after, exitCode] = JSON.parse(stdout) as [string, string, number];
  return { before, after, exitCode };
}
