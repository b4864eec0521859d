import type { ReportedProblem } from './report.ts';

/**
 * Runs tasks as processes that this one watches. It never decides what runs; a sweep never runs anything itself. What
 * is handed over, and goes on without this process, is a `Launcher`'s (`src/jobs/launcher.ts`).
 */
export interface ProcessLauncher {
  /** Queues the tasks in order, at most `atOnce` of them running at a time. */
  submit(tasks: readonly Task[], options: { readonly atOnce: number }): Promise<readonly Job[]>;
  /** Ends processes that wait for further tasks. */
  close?(): void;
}

/** One process to run. */
export interface Task {
  /** Its name in messages. */
  readonly name: string;
  readonly command: Command;
  readonly workingDirectory: string;
  /** Added to the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * File to which standard output and error are appended while the task runs. Without it, they go to those of this
   * process.
   */
  readonly logFile?: string;
  /** File to which the process writes, as JSON, why it failed. `JobEnd.problems` has the content. */
  readonly reportFile?: string;
  /** Where it may run in a process that has run others, which saves the start: then this is done, not `command`. */
  readonly worker?: WorkerTask;
}

/** A task for a process that does one after the other (`src/launch/worker.ts`). */
export interface WorkerTask {
  /** Starts such a process. */
  readonly command: Command;
  /** The arguments of this task. */
  readonly args: readonly string[];
  /** Whether the process may do another one afterwards. */
  readonly isReusable: boolean;
  /** File for what the process prints beside its tasks, such as how it crashed. */
  readonly logFile: string;
}

export type Command = readonly [program: string, ...args: string[]];

/** A task that was submitted. */
export interface Job {
  readonly task: Task;
  /** A process id or a job number, once it runs. */
  readonly id: string | undefined;
  poll(): Promise<JobState>;
  /** Never fulfilled if the job is cancelled before it runs. */
  readonly started: Promise<void>;
  /** Never rejected. */
  readonly ended: Promise<JobEnd>;
  /** `stop` asks for a checkpoint and an end (SIGTERM); `kill` doesn't ask. A job that still waits never starts. */
  cancel(how: Interrupt): Promise<void>;
  /** Asks for a checkpoint (SIGUSR2). To be called only when the run has begun: before, the signal ends the process. */
  save(): Promise<void>;
}

/** `stop`: save and end. `kill`: end at once, without saving. */
export type Interrupt = 'stop' | 'kill';

export type JobState = 'waiting' | 'running' | 'ended';

/** The same fields for every end. */
export interface JobEnd {
  readonly cancelled: boolean;
  /** Absent if a signal ended it, or if it never started. */
  readonly exitCode?: number;
  readonly signal?: string;
  /** Why it could not be started. */
  readonly error?: string;
  /** Why it failed, from its own report. */
  readonly problems?: readonly ReportedProblem[];
}
