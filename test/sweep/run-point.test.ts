import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { exitCodes } from '../../src/core/errors/index.ts';
import { createWatch } from '../../src/core/lease/index.ts';
import type { Job, JobEnd, ProcessLauncher } from '../../src/launch/launcher.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { listSource } from '../../src/sweep/point-source.ts';
import { runPoint } from '../../src/sweep/run-point.ts';
import { openSweepDirectory, type SweepDirectory } from '../../src/sweep/sweep-directory.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeSweep } from './sweep-fixture.ts';

/** Starts each task at once, as a process that has ended already. */
function launcherOf(end: JobEnd): ProcessLauncher {
  const nothing = () => Promise.resolve();
  return {
    submit: ([task]) =>
      Promise.resolve([
        {
          task: task!,
          id: '1',
          poll: () => Promise.resolve('running' as const),
          started: nothing(),
          ended: Promise.resolve(end),
          cancel: nothing,
          save: nothing,
        },
      ]),
  };
}

/** Runs the only point of a new sweep, whose process ends with this exit code. */
async function runOne(exitCode: number, watched: (real: SweepDirectory) => SweepDirectory = (real) => real) {
  const loaded = fakeSweep([{ lr: 1 }]);
  const real = await openSweepDirectory(await newFolder(), loaded, listSource(loaded.points));
  const jobs = new Map<string, Job>();
  const heard: string[] = [];
  const note = (what: string) => (point: LedgerPoint) => void heard.push(`${what} ${point.id}`);
  const end = await runPoint(
    watched(real),
    { point: loaded.points[0]!, isAnew: false, attempts: 0, watch: createWatch() },
    {
      launcher: launcherOf({ cancelled: false, exitCode }),
      observer: {
        opened: () => undefined,
        started: note('started'),
        ended: note('ended'),
        progressed: () => undefined,
        interrupted: () => undefined,
        closed: () => undefined,
      },
      stop: new AbortController().signal,
      jobs,
      atOnce: 1,
      workingDirectory: '/',
      tessera: (args) => ['tessera', ...args],
    },
  );
  return { ...end, jobs, heard };
}

test('a process that found its input wrong has refused the point, and will again', async (t) => {
  const { how, point } = await runOne(exitCodes.wrongInput);
  t.is(how, 'refused');
  t.is(point.state, 'failed');
  t.is((await runOne(exitCodes.runFailed)).how, 'ended');
});

test('that a point runs is written before how it ended, however long that takes', async (t) => {
  const written: string[] = [];
  const { point, how, heard, jobs } = await runOne(exitCodes.runFailed, (real) => ({
    ...real,
    async update(changed) {
      if (changed.state === 'running') await sleep(50);
      await real.update(changed);
      written.push(`${changed.state} ${changed.attempts}`);
    },
  }));
  t.is(how, 'ended');
  t.like(point, { state: 'failed', attempts: 1, error: 'ended with exit code 1' });
  t.deepEqual(written, ['running 1', 'failed 1']);
  t.deepEqual(heard, ['started id1', 'ended id1']);
  t.is(jobs.size, 0);
});
