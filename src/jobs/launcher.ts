import type { Command } from '../launch/launcher.ts';

/**
 * Runs tasks somewhere else, or later: as jobs of a cluster, on other machines, in the background of this one. It never
 * decides what runs, and knows nothing of experiments: a task is a command line that ends with a number. All state is
 * in files of the shared folder and in the launcher's own queue, so any process on any host can build the same launcher
 * from the same parameters and ask it about what another process submitted.
 */
export interface Launcher {
  /**
   * Hands tasks over and returns as soon as they are in the queue. They go on when this process ends.
   * @throws TesseraError if they are refused, with the parameter's path (`launcher.partition`) and the scheduler's
   * words. Then nothing of this call is queued.
   */
  submit(tasks: TaskArray): Promise<readonly Submission[]>;
  /**
   * The tasks that wait or run, by index. A task that is missing has ended, or was lost: what became of it is in its
   * own files. Where one process has a list of tasks, all of them count until it ends. @throws TesseraError
   * `launcher-failed` if the queue can't be asked: then nothing is known of any task.
   */
  status(submissions: readonly Submission[]): Promise<ReadonlyMap<number, TaskStatus>>;
  /**
   * Ends tasks: those that wait never start, those that run are asked to save (SIGTERM) and end. They are not started
   * again. Returns when that is asked for. Tasks that have ended are left out.
   * @param indexes only these; by default all of the submissions. Whoever asks has put a file for each into the
   * folder's `cancelled/`, where processes that have a list look; for those nothing is left to do.
   */
  cancel(submissions: readonly Submission[], indexes?: readonly number[]): Promise<void>;
  /** The files to which what a task prints goes, on the shared folder. They may be absent as long as it waits. */
  logs(submission: Submission, index: number): readonly string[];
  /** How much room there is. Asks as little as possible. @throws TesseraError if there is no such queue here */
  capacity(): Promise<Capacity>;
  /** Changes how many tasks of the submissions run at a time, while they run. Absent where that can't be. */
  throttle?(submissions: readonly Submission[], atOnce: number): Promise<void>;
  /**
   * Called in a task's own process, when it has saved and must make room, or its run was killed: asks that this task is
   * started again later. Absent where whoever started the task looks at its exit code.
   * @param hasGained whether the run is further than when the task began. One that gains nothing must not go on for
   * ever.
   * @returns false if nothing can be asked from here, or the task was cancelled; it then ends with code 75
   */
  startAgain?(hasGained: boolean): Promise<boolean>;
}

/** Tasks to run: the same command line with different numbers behind it. */
export interface TaskArray {
  /** What people see in lists of jobs. */
  readonly name: string;
  /**
   * `<command> 7` runs task 7. A launcher that starts one process for many tasks gives it their list and how many may
   * run at a time: `<command> 1-5,7 --jobs 2`. Processes with the same list share it: each task is run by one of them.
   */
  readonly command: Command;
  /** Numbers of the tasks, ascending, from 1. They may have gaps. */
  readonly indexes: readonly number[];
  readonly workingDirectory: string;
  /** Added to the environment of each task. Never a secret: it is written into files. */
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute path of a folder on the shared disk, for scripts and logs of the launcher. It exists. */
  readonly folder: string;
}

/** What was handed over in one go. It is kept as JSON beside the manifest. */
export interface Submission {
  /** How the launcher calls it, and people: a job number, a process on a host. Only the launcher reads it. */
  readonly id: string;
  /** When its process began, as the system says it, where an id is used again. Only the launcher reads it. */
  readonly began?: string | undefined;
  readonly indexes: readonly number[];
  /** The folder of the `TaskArray`. */
  readonly folder: string;
  /** What people should know, such as a machine that did not answer. */
  readonly note?: string | undefined;
}

export interface TaskStatus {
  /** `cancelled`: somebody ended it, and the launcher still knows. It won't run. */
  readonly state: 'waiting' | 'running' | 'cancelled';
  /** Why it waits, in words for people. */
  readonly reason?: string;
  /** Where it runs. */
  readonly host?: string;
}

export interface Capacity {
  /** How many tasks can run at a time at most; absent if nobody says. */
  readonly atOnce?: number;
  /** One line for people: `partition gpu: 4 nodes, 64 processors`. */
  readonly detail: string;
}
