import type { Task } from './launcher.ts';
import { spawnTask, type Child, type ProcessEnd } from './spawn.ts';
import type { WorkerAnswer, WorkerOrder } from './worker.ts';

/** A process that does a task, of its own or not. */
export interface TaskProcess {
  readonly id: number | undefined;
  /** Never rejected. */
  readonly ended: Promise<ProcessEnd>;
  kill(signal: 'SIGTERM' | 'SIGKILL' | 'SIGUSR2'): void;
}

type WorkerTaskOf = Task & Required<Pick<Task, 'worker'>>;

/**
 * Processes that do one task after the other. A task gets one that has done others in the same folder, with the same
 * environment, or a new one. A process ends by itself after a task that failed or was stopped, so that nothing of it
 * stays. All end with this process, also when it is killed: they notice that the channel to it is closed.
 */
export class WorkerPool {
  readonly #idle = new Map<Child, string>();

  run(task: WorkerTaskOf): TaskProcess {
    const { worker, workingDirectory, environment, logFile = '', reportFile = '' } = task;
    const key = JSON.stringify([worker.command, workingDirectory, environment, worker.logFile]);
    const waiting = [...this.#idle].find(([, other]) => other === key)?.[0];
    const child = waiting ?? this.#start(task);
    this.#idle.delete(child);
    const order: WorkerOrder = { args: worker.args, isReusable: worker.isReusable, logFile, reportFile };
    return { id: child.pid, ended: this.#do(child, order, key), kill: (signal) => void child.kill(signal) };
  }

  /** Ends the processes that wait. */
  close(): void {
    for (const child of this.#idle.keys()) child.disconnect();
    this.#idle.clear();
  }

  #start({ worker, workingDirectory, environment }: WorkerTaskOf): Child {
    const child = spawnTask({
      name: 'worker',
      command: worker.command,
      workingDirectory,
      environment,
      logFile: worker.logFile,
      hasChannel: true,
    });
    void child.finally(() => this.#idle.delete(child));
    return child;
  }

  async #do(child: Child, order: WorkerOrder, key: string): Promise<ProcessEnd> {
    let hear!: (answer: WorkerAnswer) => void;
    const answered = new Promise<WorkerAnswer>((resolve) => (hear = resolve));
    child.on('message', hear);
    // One that has just ended is told by its end.
    child.send?.(order, () => undefined);
    try {
      const end = await Promise.race([answered, child]);
      if ('stdio' in end) return end;
      this.#idle.set(child, key);
      return { exitCode: end.exitCode };
    } finally {
      child.off('message', hear);
    }
  }
}
