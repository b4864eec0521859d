import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { hideSecrets } from '../core/secrets/hide.ts';

/** The file that has what an attempt printed: `logs/attempt-1.log`. */
export function logFile(runPath: string, attempt: number): string {
  return join(runPath, 'logs', `attempt-${attempt}.log`);
}

export interface AttemptLog {
  /** Adds lines, each with the time. */
  line(text: string): void;
  /** Adds an error with its stack, and those that caused it. */
  error(error: unknown): void;
}

/**
 * The log of one attempt. Lines are written at once, so that they are there whatever becomes of the process; secrets
 * are hidden. A log that can't be written is no reason to stop training, and is given up silently: the run's own files,
 * which can't be written then either, say why.
 */
export function attemptLog(runPath: string, attempt: number, now: () => Date = () => new Date()): AttemptLog {
  const file = logFile(runPath, attempt);
  const write = (text: string) => {
    const time = now().toISOString();
    const lines = hideSecrets(text)
      .split('\n')
      .map((line) => `${time} ${line}\n`);
    try {
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, lines.join(''));
    } catch {
      // See above.
    }
  };
  return {
    line: write,
    error: (error) => write(inspect(error, { depth: 4, breakLength: 120 })),
  };
}
