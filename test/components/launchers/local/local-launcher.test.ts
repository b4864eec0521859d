import { hostname } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { localLauncher } from '../../../../src/components/launchers/local/local-launcher.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { thisMachine } from '../../../../src/core/lease/process-table.ts';
import type { Submission } from '../../../../src/jobs/launcher.ts';

const submission = (pid: number, host: string, began?: string): Submission => ({
  id: `process ${pid} on ${host}`,
  began,
  indexes: [2, 5],
  folder: '/sweep/jobs/1',
});
const launcher = localLauncher(3);

/** This process. */
async function own(): Promise<Submission> {
  const start = await thisMachine.startOf(process.pid);
  return submission(process.pid, hostname(), typeof start === 'object' ? start.began : undefined);
}

test('all tasks of a process that lives wait or run on this host', async (t) => {
  const status = await launcher.status([await own()]);
  const waiting = { state: 'waiting', reason: 'its turn comes', host: hostname() } as const;
  t.deepEqual(
    [...status],
    [
      [2, waiting],
      [5, waiting],
    ],
  );
});

test('a number that another process has by now, or none, is a process that ended', async (t) => {
  t.is((await launcher.status([submission(process.pid, hostname(), '1')])).size, 0);
  t.is((await launcher.status([submission(2 ** 22 + 1, hostname(), '1')])).size, 0);
});

test('what runs on another host is asked there', async (t) => {
  const elsewhere = [submission(7, 'elsewhere', '1')];
  for (const ask of [() => launcher.status(elsewhere), () => launcher.cancel(elsewhere)]) {
    const error = await t.throwsAsync(ask, { instanceOf: TesseraError });
    t.like(error.problems[0], { code: 'launcher-failed', path: 'launcher.type', hints: ['do this on elsewhere'] });
  }
});

test('to cancel some tasks sends no signal: the process looks for itself', async (t) => {
  const signals: string[] = [];
  const listen = () => void signals.push('SIGTERM');
  process.on('SIGTERM', listen);
  await launcher.cancel([await own()], [2]);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('SIGTERM', listen);
  t.deepEqual(signals, []);
});

test('it says how many run at a time, and has one log', async (t) => {
  t.is((await launcher.capacity()).atOnce, 3);
  t.deepEqual(launcher.logs(submission(1, 'x'), 2), [join('/sweep/jobs/1', 'local.log')]);
});
