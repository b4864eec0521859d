import { rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { TesseraError } from '../../../core/errors/index.ts';
import { groupBy } from '../../../core/group-by.ts';
import { numberRanges } from '../../../core/number-ranges.ts';
import type { Launcher, Submission, TaskArray, TaskStatus } from '../../../jobs/launcher.ts';
import { assertSsh, runOn, type Connecting } from './connection.ts';
import { nameOf, type Host } from './host.ts';
import { refusalOf, type Refusal } from './refusal.ts';
import { type FarProcess, lookScript, saidIn, startScript, stopScript } from './scripts.ts';

/**
 * One process on each host, which has the list of all tasks. They share it by leases in the sweep's folder, so what a
 * host that dies leaves is taken over by the others, and a process that was cut off finds its lease gone and stops.
 */
export function sshLauncher(hosts: readonly Host[], connecting: Connecting): Launcher {
  const run = (host: Pick<Host, 'host' | 'port'>, script: string) => runOn(host, script, connecting);

  async function start(host: Host, place: number, tasks: TaskArray, sign: string): Promise<Submission | Refusal> {
    const command = [...tasks.command, numberRanges(tasks.indexes), '--jobs', String(host.jobs)] as const;
    const logFile = logIn(tasks.folder, nameOf(host));
    const answer = await run(host, startScript(host, { ...tasks, command, sign, logFile }));
    const [, started] = saidIn(answer.stdout).find(([what]) => what === 'started') ?? [];
    if (answer.exitCode !== 0 || started === undefined) return refusalOf(host, place, answer);
    const [pid, began = ''] = started.split(' ');
    return { id: `process ${pid} on ${nameOf(host)}`, began, indexes: tasks.indexes, folder: tasks.folder };
  }

  /** @returns the submissions whose processes live, and the hosts that don't answer */
  async function look(submissions: readonly Submission[]) {
    const [living, silent]: [Submission[], string[]] = [[], []];
    await eachHost(submissions, async (host, own) => {
      const { exitCode, stdout } = await run(host, lookScript(own.map(processOf)));
      if (exitCode !== 0) return void silent.push(nameOf(host));
      const pids = new Set(saidIn(stdout).flatMap(([what, pid]) => (what === 'lives' ? [Number(pid)] : [])));
      living.push(...own.filter((submission) => pids.has(processOf(submission).pid)));
    });
    return { living, silent };
  }

  return {
    async submit(tasks) {
      const sign = join(tasks.folder, `shared-${randomBytes(6).toString('hex')}`);
      await writeFile(sign, '');
      const answers = await Promise.all(hosts.map((host, place) => start(host, place, tasks, sign))).finally(() =>
        rm(sign, { force: true }),
      );
      const started = answers.filter((answer) => 'id' in answer);
      const refusals = answers.filter((answer) => 'problem' in answer);
      if (started.length === 0 || refusals.some(({ isAway }) => !isAway)) {
        await stop(started);
        throw new TesseraError(refusals.map(({ problem }) => problem));
      }
      const away = refusals.map(({ problem }) => `${problem.message}; the other machines run all points`);
      return started.map((submission, nth) =>
        nth === 0 && away.length > 0 ? { ...submission, note: away.join('. ') } : submission,
      );
    },

    /** Nothing is known of a host that doesn't answer: leases tell whether its processes live. */
    async status(submissions) {
      const { living } = await look(submissions);
      return new Map<number, TaskStatus>(
        living.flatMap((submission) =>
          submission.indexes.map((index) => [
            index,
            { state: 'waiting', reason: 'its turn comes', host: hostOf(submission) },
          ]),
        ),
      );
    },

    /** Single tasks are left out by the processes themselves. */
    async cancel(submissions, indexes) {
      if (indexes) return;
      const silent = await stop(submissions);
      if (silent.length > 0) throw isSilent(silent);
    },

    logs: (submission) => [logIn(submission.folder, hostOf(submission))],

    async capacity() {
      await assertSsh(connecting);
      const atOnce = hosts.reduce((sum, { jobs }) => sum + jobs, 0);
      return { atOnce, detail: `${hosts.length} machine${hosts.length === 1 ? '' : 's'} over ssh` };
    },
  };

  /** @returns the hosts that don't answer */
  async function stop(submissions: readonly Submission[]): Promise<string[]> {
    const silent: string[] = [];
    await eachHost(submissions, async (host, own) => {
      const { exitCode } = await run(host, stopScript(own.map(processOf)));
      if (exitCode !== 0) silent.push(nameOf(host));
    });
    return silent;
  }
}

/** `process 4711 on me@gpu1:2222` */
function processOf({ id, began = '' }: Submission): FarProcess {
  return { pid: Number(id.split(' ')[1]), began };
}

function hostOf({ id }: Submission): string {
  return id.split(' ')[3]!;
}

/** Asks all hosts at the same time, each once. */
async function eachHost(
  submissions: readonly Submission[],
  ask: (host: Pick<Host, 'host' | 'port'>, own: readonly Submission[]) => Promise<void>,
): Promise<void> {
  await Promise.all(
    [...groupBy(submissions, hostOf)].map(([name, own]) => {
      const [, host = name, port] = /^(.*?)(?::(\d+))?$/.exec(name) ?? [];
      return ask({ host, ...(port !== undefined && { port: Number(port) }) }, own);
    }),
  );
}

function logIn(folder: string, host: string): string {
  return join(folder, `ssh-${host.replaceAll(/[^\w@.:-]/g, '_')}.log`);
}

function isSilent(hosts: readonly string[]): TesseraError {
  return new TesseraError({
    code: 'launcher-failed',
    path: 'launcher.hosts',
    message: `expected every machine to answer, got nothing from ${hosts.join(', ')}; the others were asked to stop`,
    hints: ['what runs there goes on: cancel again once it answers'],
  });
}
