import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { removePhoto, replacePhoto, tearPack, tearPhoto, type Harm } from './photos.ts';
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
    name: 'no permission for the runs folder for a second',
    to: 'run',
    leftOut: () => (isRoot ? hasProgram('setpriv') : undefined),
    async strike(subject, wait) {
      await mkdir(subject.runs);
      if (isRoot) await execa('chown', ['--recursive', String(nobody), subject.folder]);
      const started = subject.start(
        isRoot ? { through: ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] } : {},
      );
      await wait();
      await chmod(subject.runs, 0o000);
      await sleep(1000);
      await chmod(subject.runs, 0o755);
      await ended(started);
    },
  },
  {
    name: 'a full disk for two seconds',
    to: 'run',
    leftOut: () => (isRoot ? hasProgram('mount') : 'only root may mount a small disk'),
    async strike(subject, wait) {
      await mkdir(subject.runs);
      await execa('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', subject.runs]);
      subject.always(() => execa('umount', ['--lazy', subject.runs]));
      const started = subject.start();
      await wait();
      const filler = join(subject.runs, 'filler');
      await fill(filler, subject.runs);
      await sleep(2000);
      await rm(filler);
      await ended(started);
    },
  },
  {
    name: 'a second start while another host trains it, then SIGTERM there',
    to: 'run',
    leftOut: () => (isRoot ? hasProgram('unshare') : 'only root may have another host name'),
    async strike(subject, wait) {
      const elsewhere = ['sh', '-c', 'hostname elsewhere && exec "$@"', 'sh'];
      const started = subject.start({ through: ['unshare', '--uts', '--pid', '--fork', '--mount-proc', ...elsewhere] });
      await wait();
      await subject.startAgain();
      send(started, 'SIGTERM', 'group');
      await ended(started);
    },
  },
  fault('an edit of experiment and plugin', 'run', async ({ subject }) => {
    await subject.begun();
    await subject.edit();
  }),
  fault('an edit of experiment and plugin, then kill -9', 'run', async ({ subject, started }) => {
    await subject.begun();
    await subject.edit();
    send(started, 'SIGKILL', 'process');
  }),
  harmed('kill -9, then a photo is removed, and put back later', removePhoto),
  harmed('kill -9, then a photo is cut off, and put back later', tearPhoto),
  harmed('kill -9, then a photo is another one of the same size and date, and put back later', replacePhoto),
  harmed('kill -9, then the packed samples are cut off, and removed later', tearPack),
  fault('an edit of experiment and plugin after the commit', 'launch', ({ subject }) => subject.edit()),
  fault('kill -9 of the launcher', 'launch', async ({ started }) => send(started, 'SIGKILL', 'process')),
  signalled('kill -9', 'sweep', 'SIGKILL', 'process'),
  signalled('SIGTERM to the group', 'sweep', 'SIGTERM', 'group'),
  fault('SIGTERM to the sweep and its point', 'sweep', ({ started, points }) => {
    for (const pid of [...points, started.pid!]) signal(pid, 'SIGTERM');
  }),
  {
    name: 'an edit of experiment and plugin, taken back at the end',
    to: 'sweep',
    async strike(subject) {
      const started = subject.start();
      await subject.begun();
      await subject.edit();
      await ended(started);
      await subject.takeBack();
    },
  },
  limited('few file descriptors', 'sweep'),
];

/**
 * A run that is killed, whose data changes before it is started again: that must not go on with other data. Then the
 * change is taken back.
 */
function harmed(name: string, harm: Harm): Fault {
  return {
    name,
    to: 'photos',
    async strike(subject, wait) {
      const started = subject.start();
      await wait();
      await subject.begun();
      send(started, 'SIGKILL', 'process');
      await ended(started);
      const mend = await harm(subject.folder);
      await subject.startAgain();
      await mend();
    },
  };
}

const isRoot = process.getuid?.() === 0;
/** A user without rights; any number does that owns no files. */
const nobody = 65_534;

function hasProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, name))) ? undefined : `${name} is not installed`;
}

/** Writes a file that leaves 4 KiB of its disk, or nothing if a run writes at the same time. */
async function fill(file: string, folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  await writeFile(file, Buffer.alloc(Math.max(0, bavail * bsize - 4096))).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOSPC') throw error;
  });
}

/** So few that Node.js starts, and something later fails. A part of the work is done before that. */
function limited(name: string, to: Kind): Fault {
  const { strike, ...rest } = signalled(name, to, 'SIGTERM', 'group');
  return {
    ...rest,
    async strike(subject, wait) {
      await strike(subject, wait);
      await subject.start({ shell: 'ulimit -n 48' });
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
