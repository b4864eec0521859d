import type { ReportedProblem } from './report.ts';

/**
 * Runs tasks somewhere: as processes of this machine, or as jobs of a cluster.
 * A launcher never decides what runs; a sweep never runs anything itself.
 */
export interface Launcher {
  /** Queues the tasks in order, at most `atOnce` of them running at a time. */
  submit(tasks: readonly Task[], options: { readonly atOnce: number }): Promise<readonly Job[]>;
}

/** One process to run. */
export interface Task {
  /** How people know it. */
  readonly name: string;
  readonly command: Command;
  readonly workingDirectory: string;
  /** Added to the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Standard output and error are appended here, readable while the task runs. Without it they go where those of this process go. */
  readonly logFile?: string;
  /** The process is told to write here, as JSON, why it failed; its end hands that on. */
  readonly reportFile?: string;
}

export type Command = readonly [program: string, ...args: string[]];

/** A task that was handed over. */
export interface Job {
  readonly task: Task;
  /** What the machine knows it by, once it runs: a process id, a job number. */
  readonly id: string | undefined;
  poll(): Promise<JobState>;
  /** Never fulfilled if the job is cancelled before it runs. */
  readonly started: Promise<void>;
  /** Never rejected. */
  readonly ended: Promise<JobEnd>;
  /** `stop` asks for a checkpoint and an end (SIGINT); `kill` doesn't ask. A job that still waits never starts. */
  cancel(how: 'stop' | 'kill'): Promise<void>;
}

export type JobState = 'waiting' | 'running' | 'ended';

/** The same fields for every end. */
export interface JobEnd {
  readonly cancelled: boolean;
  /** Absent if a signal ended it, or if it never started. */
  readonly exitCode?: number;
  readonly signal?: string;
  /** Why it could not be started. */
  readonly error?: string;
  /** Why it failed, as it told itself. */
  readonly problems?: readonly ReportedProblem[];
}
