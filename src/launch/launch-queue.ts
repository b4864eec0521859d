import { isInterrupted, TesseraError, type Problem } from '../core/errors/index.ts';
import type { LoadedExperiment } from '../config/index.ts';
import type { Command, Job, JobEnd, Launcher } from './launcher.ts';
import type { ChangedExperiment } from './commits.ts';
import type { CommittedFiles } from './committed-files.ts';

export interface QueueOptions {
  readonly workingDirectory: string;
  readonly committed: CommittedFiles;
  readonly load: (file: string) => Promise<LoadedExperiment>;
  /** The path of an experiment's run, if it has one. */
  readonly existingRun: (loaded: LoadedExperiment) => Promise<string | undefined>;
  /** The command that runs an experiment's file. */
  readonly command: (file: string) => Command;
  readonly launcher: Launcher;
  /** The file to which the process of an experiment writes why it failed. */
  readonly reportFile?: (file: string) => string;
  readonly onInterrupt: (listener: () => void) => () => void;
  readonly observer: QueueObserver;
}

/** An observer of the queue. Calls must not throw. */
export interface QueueObserver {
  /** The working tree differs from the commit in these files; the commit counts. */
  differs(file: string, differing: readonly string[]): void;
  invalid(file: string, problems: readonly Problem[]): void;
  started(file: string): void;
}

export type LaunchOutcome = 'completed' | 'failed' | 'interrupted' | 'exists' | 'invalid' | 'waiting';

export interface LaunchResult {
  readonly file: string;
  readonly outcome: LaunchOutcome;
  /** The run that exists already, or why it failed. */
  readonly detail?: string;
}

/** Checks all experiments before any is run. Returns the problems of wrong ones, by file. */
export async function checkExperiments(
  experiments: readonly ChangedExperiment[],
  options: QueueOptions,
): Promise<Map<string, readonly Problem[]>> {
  const wrong = new Map<string, readonly Problem[]>();
  for (const { file, files } of experiments) {
    const differing = await options.committed.differing(files);
    if (differing.length > 0) options.observer.differs(file, differing);
    const problems = await problemsOf(await options.committed.pathOf(file, files), options);
    if (problems.length === 0) continue;
    wrong.set(file, problems);
    options.observer.invalid(file, problems);
  }
  return wrong;
}

/**
 * Runs each valid experiment that has no run yet, one after the other, as it was committed. A failed experiment doesn't
 * stop the others. An interrupt stops the running one, and no more are started.
 */
export async function runQueue(
  experiments: readonly ChangedExperiment[],
  options: QueueOptions,
): Promise<LaunchResult[]> {
  const wrong = await checkExperiments(experiments, options);
  let [interrupts, job]: [number, Job | undefined] = [0, undefined];
  const stopListening = options.onInterrupt(() => {
    interrupts++;
    void job?.cancel(interrupts === 1 ? 'stop' : 'kill');
  });
  const results: LaunchResult[] = [];
  try {
    for (const experiment of experiments) {
      const { file } = experiment;
      if (wrong.has(file)) results.push({ file, outcome: 'invalid' });
      else if (interrupts > 0) results.push({ file, outcome: 'waiting' });
      else results.push(await runOne(experiment, options, (started) => (job = started)));
    }
    return results;
  } finally {
    stopListening();
  }
}

async function runOne(
  { file, files }: ChangedExperiment,
  options: QueueOptions,
  onJob: (job: Job) => void,
): Promise<LaunchResult> {
  // The file may have been edited while others ran; the committed form is used.
  const path = await options.committed.pathOf(file, files);
  const existing = await options.existingRun(await options.load(path));
  if (existing !== undefined) return { file, outcome: 'exists', detail: existing };
  options.observer.started(file);
  const task = {
    name: file,
    command: options.command(path),
    workingDirectory: options.workingDirectory,
    environment: {},
    ...(options.reportFile && { reportFile: options.reportFile(file) }),
  };
  const [job] = await options.launcher.submit([task], { atOnce: 1 });
  onJob(job!);
  return resultOf(file, await job!.ended);
}

function resultOf(file: string, { exitCode, signal, cancelled, error, problems }: JobEnd): LaunchResult {
  if (exitCode === 0) return { file, outcome: 'completed' };
  if (cancelled || isInterrupted(exitCode)) return { file, outcome: 'interrupted' };
  const how = signal === undefined ? `exit code ${exitCode}` : `killed by ${signal}`;
  return { file, outcome: 'failed', detail: error ?? problems?.[0]?.message ?? how };
}

async function problemsOf(path: string, { load }: QueueOptions): Promise<readonly Problem[]> {
  try {
    await load(path);
    return [];
  } catch (error) {
    if (error instanceof TesseraError) return error.problems;
    throw error;
  }
}
