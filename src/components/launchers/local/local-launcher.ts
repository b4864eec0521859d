import { hostname } from 'node:os';
import { join } from 'node:path';
import { availableProcessors } from '../../../core/processors.ts';
import { TesseraError } from '../../../core/errors/index.ts';
import { errorCode } from '../../../core/exists.ts';
import { thisMachine } from '../../../core/lease/process-table.ts';
import { numberRanges } from '../../../core/number-ranges.ts';
import type { Launcher, Submission, TaskStatus } from '../../../jobs/launcher.ts';
import { startDetached } from '../../../launch/detach.ts';
import type { Command } from '../../../launch/launcher.ts';

/** One process for the tasks of a submission, which works through their list. */
export function localLauncher(atOnce: number): Launcher {
  return {
    async submit({ command, indexes, workingDirectory, environment, folder }) {
      const all: Command = [...command, numberRanges(indexes), '--jobs', String(atOnce)];
      const pid = await startDetached(all, workingDirectory, logIn(folder), environment);
      const start = await thisMachine.startOf(pid);
      const began = typeof start === 'object' ? { began: start.began } : {};
      return [{ id: `process ${pid} on ${hostname()}`, ...began, indexes, folder }];
    },

    async status(submissions) {
      const found = new Map<number, TaskStatus>();
      for (const submission of submissions) {
        const { host } = processOf(submission);
        if (!(await lives(submission))) continue;
        for (const index of submission.indexes) found.set(index, { state: 'waiting', reason: 'its turn comes', host });
      }
      return found;
    },

    async cancel(submissions, indexes) {
      if (indexes) return;
      for (const submission of submissions) {
        if (!(await lives(submission))) continue;
        try {
          process.kill(processOf(submission).pid, 'SIGTERM');
        } catch (error) {
          if (errorCode(error) !== 'ESRCH') throw error;
        }
      }
    },

    logs: ({ folder }) => [logIn(folder)],

    capacity() {
      const { count } = availableProcessors();
      return Promise.resolve({ atOnce, detail: `this machine: ${count} processor${count === 1 ? '' : 's'}` });
    },
  };
}

function logIn(folder: string): string {
  return join(folder, 'local.log');
}

/** `process 4711 on hal` */
function processOf({ id }: Submission): { readonly pid: number; readonly host: string } {
  const [, pid, host = ''] = /^process (\d+) on (.*)$/.exec(id) ?? [];
  return { pid: Number(pid), host };
}

async function lives(submission: Submission): Promise<boolean> {
  const { pid, host } = processOf(submission);
  const { began } = submission;
  if (host !== hostname()) throw elsewhere(host);
  const start = await thisMachine.startOf(pid);
  if (start === 'gone') return false;
  return start === 'unknown' || began === undefined || start.began === began;
}

function elsewhere(host: string): TesseraError {
  return new TesseraError({
    code: 'launcher-failed',
    path: 'launcher.type',
    message: `expected to be on ${host}, where the points run in the background; this is ${hostname()}`,
    hints: [`do this on ${host}`],
  });
}
