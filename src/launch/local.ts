import { execa } from 'execa';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { gitEnvironment } from '../runs/git.ts';
import { readReport, removeReport, reportVariable } from './report.ts';
import type { Interrupt, Job, JobEnd, JobState, Launcher, Task } from './launcher.ts';
import { messageOf } from '../core/errors/index.ts';

/** Child processes of this one. They end with it, unless it is killed. */
export function localLauncher(): Launcher {
  return {
    submit(tasks, { atOnce }) {
      const jobs = tasks.map((task) => new LocalJob(task));
      const queue = jobs.values();
      const runNext = async () => {
        for (const job of queue) await job.run();
      };
      for (let worker = 0; worker < Math.min(atOnce, jobs.length); worker++) void runNext();
      return Promise.resolve(jobs);
    },
  };
}

class LocalJob implements Job {
  readonly task: Task;
  readonly started: Promise<void>;
  readonly ended: Promise<JobEnd>;
  #start!: () => void;
  #end!: (end: JobEnd) => void;
  #state: JobState = 'waiting';
  #cancelled = false;
  #child: Child | undefined;

  constructor(task: Task) {
    this.task = task;
    this.started = new Promise((resolve) => (this.#start = resolve));
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  get id(): string | undefined {
    return this.#child?.pid?.toString();
  }

  poll(): Promise<JobState> {
    return Promise.resolve(this.#state);
  }

  async run(): Promise<void> {
    const { reportFile } = this.task;
    try {
      if (reportFile !== undefined) await removeReport(reportFile);
      if (this.#cancelled) return this.#finish({});
      this.#child = spawn(this.task);
      endWithThisProcess(this.#child);
      this.#state = 'running';
      this.#start();
      const { exitCode, signal, shortMessage } = await this.#child;
      const problems = reportFile === undefined ? undefined : await readReport(reportFile);
      this.#finish({
        ...(exitCode !== undefined && { exitCode }),
        ...(signal !== undefined && { signal }),
        ...(problems && { problems }),
        ...(exitCode === undefined &&
          signal === undefined && { error: shortMessage ?? 'the process could not be started' }),
      });
    } catch (error) {
      this.#finish({ error: messageOf(error) });
    }
  }

  cancel(how: Interrupt): Promise<void> {
    this.#cancelled = true;
    if (this.#state === 'waiting') this.#finish({});
    // One that has ended gets no signal. SIGTERM may come twice, from a scheduler too; a later SIGINT would be a person's.
    this.#child?.kill(how === 'stop' ? 'SIGTERM' : 'SIGKILL');
    return Promise.resolve();
  }

  save(): Promise<void> {
    this.#child?.kill('SIGUSR2');
    return Promise.resolve();
  }

  #finish(end: Omit<JobEnd, 'cancelled'>): void {
    this.#state = 'ended';
    this.#end({ cancelled: this.#cancelled, ...end });
  }
}

type Child = ReturnType<typeof spawn>;
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

/**
 * Starts the process in a group of its own, so that Ctrl-C reaches it once, through `cancel`, and not from the terminal
 * too.
 */
function spawn({ command: [program, ...args], workingDirectory, environment, logFile, reportFile }: Task) {
  const log = logFile === undefined ? undefined : openLog(logFile);
  try {
    return execa(program, args, {
      cwd: workingDirectory,
      // The process gets its own report file or none, never that of this process. Git's variables for hooks are left
      // out, so that it asks git for its own repository.
      env: { ...gitEnvironment(), ...environment, [reportVariable]: reportFile ?? '' },
      extendEnv: false,
      stdio: ['ignore', log ?? 'inherit', log ?? 'inherit'],
      detached: process.platform !== 'win32',
      buffer: false,
      reject: false,
    });
  } finally {
    if (log !== undefined) closeSync(log);
  }
}

/** Opens a descriptor to which the process writes itself, so that its log continues if this process is killed. */
function openLog(file: string): 3 {
  mkdirSync(dirname(file), { recursive: true });
  // Execa takes any descriptor; its types name the first few.
  return openSync(file, 'a') as 3;
}
