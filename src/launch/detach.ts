import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { gitEnvironment } from '../runs/git.ts';
import type { Command } from './launcher.ts';

/**
 * Starts a process that outlives this one and its terminal, its output appended to `logFile`.
 * @param environment added to that of this process
 * @returns its id
 */
export function startDetached(
  [program, ...args]: Command,
  workingDirectory: string,
  logFile: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: workingDirectory,
      // If this was started from a git hook, the process must not inherit the variables that git set for the hook.
      env: { ...gitEnvironment(), ...environment },
      stdio: ['ignore', log, log],
      detached: true,
      windowsHide: true,
    });
    closeSync(log);
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve(child.pid!);
    });
  });
}
