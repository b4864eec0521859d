/** The argument with which this program is started to do one task after the other. */
export const pointWorker = 'point-worker';

/** What such a process is told, over its channel to the one that started it. */
export interface WorkerOrder {
  readonly args: readonly string[];
  /** Whether it may do another task afterwards. */
  readonly isReusable: boolean;
  readonly logFile: string;
  readonly reportFile: string;
}

/** What it answers when the task has ended. Nothing if it ends without a word. */
export interface WorkerAnswer {
  readonly exitCode: number;
}
