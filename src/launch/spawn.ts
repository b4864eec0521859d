import { execa } from 'execa';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { gitEnvironment } from '../runs/git.ts';
import type { Task } from './launcher.ts';
import { reportVariable } from './report.ts';

export type Child = ReturnType<typeof start>;

/** How a process ended. */
export interface ProcessEnd {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  /** What is known of a process that could not be started. */
  readonly shortMessage?: string | undefined;
}

export interface ProcessToStart extends Omit<Task, 'worker'> {
  /** Whether messages can be sent to it. */
  readonly hasChannel?: boolean;
}

/**
 * Starts the process in a group of its own, so that Ctrl-C reaches it once, through `cancel`, and not from the terminal
 * too. It ends with this one, unless it is killed.
 */
export function spawnTask(task: ProcessToStart): Child {
  const log = task.logFile === undefined ? undefined : openLog(task.logFile);
  try {
    const child = start(task, log);
    endWithThisProcess(child);
    return child;
  } finally {
    if (log !== undefined) closeSync(log);
  }
}

function start({ command, workingDirectory, environment, reportFile, hasChannel }: ProcessToStart, log: 3 | undefined) {
  const [program, ...args] = command;
  return execa(program, args, {
    cwd: workingDirectory,
    // The process gets its own report file or none, never that of this process. Git's variables for hooks are left
    // out, so that it asks git for its own repository.
    env: { ...gitEnvironment(), ...environment, [reportVariable]: reportFile ?? '' },
    extendEnv: false,
    stdio: ['ignore', log ?? 'inherit', log ?? 'inherit'],
    ipc: hasChannel ?? false,
    detached: process.platform !== 'win32',
    buffer: false,
    reject: false,
  });
}

const children = new Set<Child>();

/** Execa's own clean-up leaves out process groups. */
function endWithThisProcess(child: Child): void {
  if (children.size === 0) process.once('exit', stopChildren);
  children.add(child);
  void child.finally(() => {
    children.delete(child);
    if (children.size === 0) process.off('exit', stopChildren);
  });
}

function stopChildren(): void {
  for (const child of children) child.kill('SIGTERM');
}

/** Opens a descriptor to which the process writes itself, so that its log continues if this process is killed. */
function openLog(file: string): 3 {
  mkdirSync(dirname(file), { recursive: true });
  // Execa takes any descriptor; its types name the first few.
  return openSync(file, 'a') as 3;
}
