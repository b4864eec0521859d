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

/** A signal to the process alone, or to all of its group. */
const signalled = (name: string, to: Kind, what: NodeJS.Signals, whom: 'process' | 'group'): Fault => ({
  name,
  to,
  async strike(subject, wait) {
    const started = subject.start();
    await wait();
    const points = await childrenOf(started.pid!);
    send(started, what, whom);
    await ended(started, points);
  },
});

export const faults: readonly Fault[] = [
  signalled('kill -9', 'run', 'SIGKILL', 'process'),
  signalled('SIGTERM to the group', 'run', 'SIGTERM', 'group'),
  signalled('SIGHUP to the group', 'run', 'SIGHUP', 'group'),
  {
    name: 'SIGUSR2, then kill -9',
    to: 'run',
    async strike(subject, wait) {
      const started = subject.start();
      await wait();
      send(started, 'SIGUSR2', 'process');
      await sleep(300);
      send(started, 'SIGKILL', 'process');
      await started;
    },
  },
  {
    name: 'closed pipes',
    to: 'run',
    async strike(subject, wait) {
      const started = subject.start();
      await wait();
      started.stdout.destroy();
      started.stderr.destroy();
      await started;
    },
  },
  limited('few file descriptors', 'run'),
  {
    name: 'no permission for the runs folder for a second',
    to: 'run',
    leftOut: () => (process.getuid?.() === 0 ? 'root may read and write everything' : undefined),
    async strike(subject, wait) {
      const started = subject.start();
      await wait();
      await chmod(subject.runs, 0o000).catch(() => undefined);
      await sleep(1000);
      await chmod(subject.runs, 0o755).catch(() => undefined);
      await started;
    },
  },
  signalled('kill -9', 'sweep', 'SIGKILL', 'process'),
  signalled('SIGTERM to the group', 'sweep', 'SIGTERM', 'group'),
  {
    name: 'SIGTERM to the sweep and its point',
    to: 'sweep',
    async strike(subject, wait) {
      const started = subject.start();
      await wait();
      const points = await childrenOf(started.pid!);
      for (const pid of [...points, started.pid!]) signal(pid, 'SIGTERM');
      await ended(started, points);
    },
  },
  limited('few file descriptors', 'sweep'),
];

/** So few that Node.js starts, and something later fails. A part of the work is done before that. */
function limited(name: string, to: Kind): Fault {
  return {
    name,
    to,
    async strike(subject, wait) {
      const started = subject.start();
      await wait();
      const points = await childrenOf(started.pid!);
      send(started, 'SIGTERM', 'group');
      await ended(started, points);
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
