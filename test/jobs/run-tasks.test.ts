import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { markCancelled } from '../../src/jobs/cancelled.ts';
import { exitCodeOf } from '../../src/jobs/run-tasks.ts';
import { exists } from '../../src/core/exists.ts';
import { readLedger } from '../../src/sweep/ledger.ts';
import { jobsStage } from './jobs-fixture.ts';

const statesIn = async (path: string) =>
  (await readLedger(path))!.points.map(({ state, attempts }) => `${state} ${attempts}`);

const startsIn = async (path: string) =>
  (await readFile(join(path, 'starts.log'), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');

test('a task does its point and no other, and writes its end into the ledger', async (t) => {
  const { submit, work } = await jobsStage();
  const { path } = await submit([{ lr: 1 }, { lr: 2 }]);
  t.is((await work(path, [2])).exitCode, 0);
  t.deepEqual(await statesIn(path), ['waiting 0', 'completed 1']);
});

test('started again, it does nothing', async (t) => {
  const { submit, work } = await jobsStage();
  const { path } = await submit([{ lr: 1 }]);
  await work(path, [1]);
  t.is((await work(path, [1])).exitCode, 0);
  t.is((await startsIn(path)).length, 1);
});

test('two processes with the same list share it', async (t) => {
  const { submit, work } = await jobsStage();
  const { path } = await submit([{ lr: 1 }, { lr: 2 }, { lr: 3 }, { lr: 4 }]);
  const ends = await Promise.all([work(path, [1, 2, 3, 4]), work(path, [1, 2, 3, 4])]);
  t.deepEqual(
    ends.map(({ exitCode }) => exitCode),
    [0, 0],
  );
  t.is((await startsIn(path)).length, 4);
});

test('a run that failed is exit code 1, wrong input is 2', async (t) => {
  const { submit, work } = await jobsStage();
  const { path } = await submit([
    { lr: 1, fail: 'late' },
    { lr: 2, fail: 'early' },
  ]);
  t.is((await work(path, [1])).exitCode, 1);
  t.is((await work(path, [2])).exitCode, 2);
  t.deepEqual(await statesIn(path), ['failed 1', 'failed 1']);
});

test('the worst of a list counts, then what is left to do', (t) => {
  const completed = { state: 'completed' } as const;
  t.is(exitCodeOf([completed, completed]), 0);
  t.is(exitCodeOf([completed, { state: 'interrupted' }]), 75);
  t.is(exitCodeOf([completed, { state: 'lost' }]), 75);
  t.is(exitCodeOf([{ state: 'waiting' }, { state: 'failed', code: 'diverged' }]), 1);
  t.is(
    exitCodeOf([
      { state: 'failed', code: 'diverged' },
      { state: 'failed', code: 'file-missing' },
    ]),
    2,
  );
});

test('asked to make room, it saves, asks to be started again, and then goes on', async (t) => {
  const { submit, work } = await jobsStage();
  const { path } = await submit([{ lr: 1, seconds: 60 }]);
  let save!: () => void;
  const asked: boolean[] = [];
  const working = work(path, [1], {
    onSave(listener) {
      save = listener;
      return () => {};
    },
    launcher: {
      startAgain(hasGained) {
        asked.push(hasGained);
        return Promise.resolve(true);
      },
    },
  });
  while (!(await exists(join(path, 'optimizer.lr=1-id1', 'run.json')))) await sleep(10);
  save();
  const { exitCode, startsAgain } = await working;
  t.deepEqual([exitCode, startsAgain, asked], [75, true, [true]]);
  t.deepEqual(await statesIn(path), ['interrupted 1']);

  t.is((await work(path, [1])).exitCode, 0);
  t.deepEqual(
    (await startsIn(path)).map((line) => line.split(' ')[0]),
    ['start', 'resume'],
  );
});

test('a task that was cancelled by a file does not begin', async (t) => {
  const { submit, work } = await jobsStage();
  const { path } = await submit([{ lr: 1 }, { lr: 2 }]);
  await markCancelled(path, [1]);
  t.is((await work(path, [1, 2])).exitCode, 75);
  t.deepEqual(await statesIn(path), ['waiting 0', 'completed 1']);
});

test('a number that was never submitted is a wrong argument', async (t) => {
  const { submit, work } = await jobsStage();
  const { path } = await submit([{ lr: 1 }]);
  await t.throwsAsync(work(path, [2]), { message: /expected --index to be that of a point/ });
});
