import { messageOf } from '../core/errors/index.ts';
import { Places, placeVariable } from '../core/places.ts';
import type { Interrupt, Job, JobEnd, JobState, ProcessLauncher, Task } from './launcher.ts';
import { readReport, removeReport } from './report.ts';
import { spawnTask } from './spawn.ts';
import { WorkerPool, type TaskProcess } from './worker-pool.ts';

/** Child processes of this one. They end with it, unless it is killed. */
export function localLauncher(): ProcessLauncher {
  const [pool, places] = [new WorkerPool(), new Places()];
  return {
    submit(tasks, { atOnce }) {
      const jobs = tasks.map((task) => new LocalJob(task, pool, places));
      const queue = jobs.values();
      const runNext = async () => {
        for (const job of queue) await job.run();
      };
      for (let worker = 0; worker < Math.min(atOnce, jobs.length); worker++) void runNext();
      return Promise.resolve(jobs);
    },
    close: () => pool.close(),
  };
}

class LocalJob implements Job {
  readonly task: Task;
  readonly started: Promise<void>;
  readonly ended: Promise<JobEnd>;
  readonly #pool: WorkerPool;
  readonly #places: Places;
  #start!: () => void;
  #end!: (end: JobEnd) => void;
  #state: JobState = 'waiting';
  #cancelled = false;
  #process: TaskProcess | undefined;

  constructor(task: Task, pool: WorkerPool, places: Places) {
    this.task = task;
    this.#pool = pool;
    this.#places = places;
    this.started = new Promise((resolve) => (this.#start = resolve));
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  get id(): string | undefined {
    return this.#process?.id?.toString();
  }

  poll(): Promise<JobState> {
    return Promise.resolve(this.#state);
  }

  async run(): Promise<void> {
    const { reportFile, environment } = this.task;
    const place = this.#places.take();
    try {
      if (reportFile !== undefined) await removeReport(reportFile);
      if (this.#cancelled) return this.#finish({});
      const placed = { ...environment, [placeVariable]: String(place) };
      this.#process = processOf({ ...this.task, environment: placed }, this.#pool);
      this.#state = 'running';
      this.#start();
      const { exitCode, signal, shortMessage } = await this.#process.ended;
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
    } finally {
      this.#places.release(place);
    }
  }

  cancel(how: Interrupt): Promise<void> {
    this.#cancelled = true;
    if (this.#state === 'waiting') this.#finish({});
    // One that has ended gets no signal. SIGTERM may come twice, from a scheduler too; a later SIGINT would be a
    // person's.
    this.#signal(how === 'stop' ? 'SIGTERM' : 'SIGKILL');
    return Promise.resolve();
  }

  save(): Promise<void> {
    this.#signal('SIGUSR2');
    return Promise.resolve();
  }

  /** A process that has done this task may have begun another one. */
  #signal(signal: 'SIGTERM' | 'SIGKILL' | 'SIGUSR2'): void {
    if (this.#state === 'running') this.#process?.kill(signal);
  }

  #finish(end: Omit<JobEnd, 'cancelled'>): void {
    this.#state = 'ended';
    this.#end({ cancelled: this.#cancelled, ...end });
  }
}

function processOf(task: Task, pool: WorkerPool): TaskProcess {
  const { worker } = task;
  if (worker) return pool.run({ ...task, worker });
  const child = spawnTask(task);
  return { id: child.pid, ended: Promise.resolve(child), kill: (signal) => void child.kill(signal) };
}
