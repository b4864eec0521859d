import { chmod } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import type { Kind, Started, Subject } from './subject.ts';

/** Something that happens to a run or sweep. */
export interface Fault {
  readonly name: string;
  readonly to: Kind;
  /** Why it can't be tried here; undefined if it can. */
  readonly leftOut?: () => string | undefined;
  /** Starts the subject, does it, and returns when the process has ended. `wait` lasts until a random moment. */
  strike(subject: Subject, wait: () => Promise<void>): Promise<void>;
}

/** What is there when a fault strikes. */
interface Struck {
  readonly subject: Subject;
  readonly started: Started;
  /** The processes that a sweep has started. */
  readonly points: readonly number[];
}

/** A fault at a random moment. Then the process, and the points that it leaves running, come to their end. */
const fault = (name: string, to: Kind, strike: (struck: Struck) => Promise<void> | void): Fault => ({
  name,
  to,
  async strike(subject, wait) {
    const started = subject.start();
    await wait();
    const points = await childrenOf(started.pid!);
    await strike({ subject, started, points });
    await ended(started, points);
  },
});

/** A signal to the process alone, or to all of its group. */
const signalled = (name: string, to: Kind, what: NodeJS.Signals, whom: 'process' | 'group'): Fault =>
  fault(name, to, ({ started }) => send(started, what, whom));

export const faults: readonly Fault[] = [
  signalled('kill -9', 'run', 'SIGKILL', 'process'),
  signalled('SIGTERM to the group', 'run', 'SIGTERM', 'group'),
  signalled('SIGHUP to the group', 'run', 'SIGHUP', 'group'),
  fault('SIGUSR2, then kill -9', 'run', async ({ started }) => {
    send(started, 'SIGUSR2', 'process');
    await sleep(300);
    send(started, 'SIGKILL', 'process');
  }),
  fault('closed pipes', 'run', ({ started }) => {
    started.stdout.destroy();
    started.stderr.destroy();
  }),
  limited('few file descriptors', 'run'),
  {
    ...fault('no permission for the runs folder for a second', 'run', async ({ subject }) => {
      await chmod(subject.runs, 0o000).catch(() => undefined);
      await sleep(1000);
      await chmod(subject.runs, 0o755).catch(() => undefined);
    }),
    leftOut: () => (process.getuid?.() === 0 ? 'root may read and write everything' : undefined),
  },
  signalled('kill -9', 'sweep', 'SIGKILL', 'process'),
  signalled('SIGTERM to the group', 'sweep', 'SIGTERM', 'group'),
  fault('SIGTERM to the sweep and its point', 'sweep', ({ started, points }) => {
    for (const pid of [...points, started.pid!]) signal(pid, 'SIGTERM');
  }),
  limited('few file descriptors', 'sweep'),
];

/** So few that Node.js starts, and something later fails. A part of the work is done before that. */
function limited(name: string, to: Kind): Fault {
  const { strike, ...rest } = signalled(name, to, 'SIGTERM', 'group');
  return {
    ...rest,
    async strike(subject, wait) {
      await strike(subject, wait);
      await subject.start('ulimit -n 48');
    },
  };
}

function send({ pid }: Started, name: NodeJS.Signals, whom: 'process' | 'group'): void {
  signal(whom === 'group' ? -pid! : pid!, name);
}

/** One that has ended gets no signal. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits for the process, and for the points that a killed sweep leaves running. */
async function ended(started: Started, points: readonly number[] = []): Promise<void> {
  await started;
  while (points.some(isThere)) await sleep(100);
}

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await execa('ps', ['-o', 'pid=', '--ppid', String(pid)], { reject: false });
  return stdout.split('\n').map(Number).filter(Boolean);
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
