import test from 'ava';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TesseraError } from '../../src/core/errors/index.ts';
import { formatHolder } from '../../src/core/lease/beat.ts';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import { statesOf, sweepStage } from './sweep-fixture.ts';
import { runsIn } from '../helpers/folders.ts';

test('every point runs once, and a second start runs nothing', async (t) => {
  const stage = await sweepStage();
  const points = [
    { lr: 1, value: 0.6 },
    { lr: 2, value: 0.8 },
  ];
  const first = await stage.run(points);
  t.deepEqual(statesOf(first), ['completed', 'completed']);
  t.deepEqual(
    first.points.map(({ metrics }) => metrics?.['iou/macro/image']),
    [0.6, 0.8],
  );
  t.deepEqual(stage.events.toSorted(), ['ended id1', 'ended id2', 'started id1', 'started id2']);

  const second = await stage.run(points);
  t.deepEqual(statesOf(second), ['completed', 'completed']);
  t.is((await stage.starts(second)).length, 2);
});

test('the folder holds a ledger, a config and a log for each point, and its run', async (t) => {
  const stage = await sweepStage();
  const { path } = await stage.run([{ lr: 0.001 }]);
  t.deepEqual((await readdir(path)).sort(), [
    'base.yaml',
    'claims',
    'logs',
    'optimizer.lr=0.001-id0.001',
    'origins.json',
    'points',
    'starts.log',
    'sweep.json',
  ]);
  t.is(await readFile(join(path, 'logs', 'optimizer.lr=0.001-id0.001.log'), 'utf8'), 'training\n');
  const ledger = JSON.parse(await readFile(join(path, 'sweep.json'), 'utf8')) as {
    points: { state: string; attempts: number }[];
  };
  t.like(ledger.points[0], { state: 'completed', attempts: 1 });
});

test('a value added to an axis joins the points that are finished', async (t) => {
  const stage = await sweepStage();
  await stage.run([{ lr: 1 }]);
  const grown = await stage.run([{ lr: 1 }, { lr: 2 }]);
  t.deepEqual(statesOf(grown), ['completed', 'completed']);
  t.is((await stage.starts(grown)).length, 2);

  const shrunk = await stage.run([{ lr: 2 }]);
  t.is(shrunk.points.length, 1);
  const ledger = JSON.parse(await readFile(join(shrunk.path, 'sweep.json'), 'utf8')) as { points: unknown[] };
  t.is(ledger.points.length, 2, 'what ran earlier stays in the ledger');
});

test('a point that fails does not stop the others, and runs again only when asked', async (t) => {
  const stage = await sweepStage();
  const points = [{ lr: 1, fail: 'late' as const }, { lr: 2 }, { lr: 3, fail: 'early' as const }];
  const first = await stage.run(points);
  t.deepEqual(statesOf(first), ['failed', 'completed', 'failed']);
  t.is(first.points[0]!.error, 'the loss became NaN');
  t.like(first.points[2], { error: 'there is no such folder', code: 'file-missing' });

  const second = await stage.run(points);
  t.is((await stage.starts(second)).length, 3);

  const repaired = [{ lr: 1 }, { lr: 2 }, { lr: 3 }];
  const third = await stage.run(repaired, { rerun: 'failed' });
  t.deepEqual(statesOf(third), ['completed', 'completed', 'completed']);
  t.deepEqual(
    third.points.map(({ attempts }) => attempts),
    [2, 1, 2],
  );
  t.true(third.points.every(({ error }) => error === undefined));
});

test('a program that cannot be started fails its points', async (t) => {
  const stage = await sweepStage();
  const result = await stage.run([{ lr: 1 }], { tessera: () => ['no-such-program-here'] });
  t.deepEqual(statesOf(result), ['failed']);
  t.regex(result.points[0]!.error!, /no-such-program-here/);
});

test('Ctrl-C stops the running point with a checkpoint, and the next start resumes it', async (t) => {
  const stage = await sweepStage();
  const points = [{ lr: 1, seconds: 60 }, { lr: 2 }];
  const running = stage.run(points);
  await untilTraining(stage.runs, 'optimizer.lr=1-id1');
  stage.interrupt();
  const result = await running;
  t.true(result.interrupted);
  t.deepEqual(statesOf(result), ['interrupted', 'waiting']);
  t.deepEqual(stage.events, ['started id1', 'stop', 'ended id1']);

  const resumed = await stage.run(points);
  t.deepEqual(statesOf(resumed), ['completed', 'completed']);
  t.deepEqual(
    (await stage.starts(resumed)).map((line) => line.split(' ').slice(0, 2).join(' ')),
    ['start optimizer.lr=1-id1', 'resume optimizer.lr=1-id1', 'start optimizer.lr=2-id2'],
  );
});

test('a second Ctrl-C kills a point that does not stop', async (t) => {
  const stage = await sweepStage();
  const deaf = 'process.on("SIGINT", () => {}); console.log("training"); setInterval(() => {}, 1000)';
  const running = stage.run([{ lr: 1 }], { tessera: () => [process.execPath, '-e', deaf] });
  await untilTraining(stage.runs, 'optimizer.lr=1-id1');
  stage.interrupt();
  stage.interrupt('kill');
  const result = await running;
  t.true(result.interrupted);
  t.deepEqual(statesOf(result), ['waiting']);
  t.deepEqual(stage.events, ['started id1', 'stop', 'kill']);
});

test('a run whose process was killed without a checkpoint starts again from nothing', async (t) => {
  const stage = await sweepStage();
  const running = stage.run([{ lr: 1, seconds: 60 }]);
  const sweep = await untilTraining(stage.runs, 'optimizer.lr=1-id1');
  const record = JSON.parse(await readFile(join(sweep, 'optimizer.lr=1-id1', 'run.json'), 'utf8')) as { pid: number };
  process.kill(record.pid, 'SIGKILL');
  const killed = await running;
  t.false(killed.interrupted);
  t.like(killed.points[0], { state: 'lost', error: 'killed by SIGKILL' });

  const again = await stage.run([{ lr: 1 }]);
  t.like(again.points[0], { state: 'completed', attempts: 2 });
});

test('the cores are shared among the processes unless the experiment says how many threads it wants', async (t) => {
  const stage = await sweepStage();
  const result = await stage.run([{ lr: 1 }, { lr: 2, threads: 7 }], { atOnce: 10_000 });
  t.deepEqual((await stage.starts(result)).map((line) => line.split(' ')[2]).sort(), ['1', 'undefined']);
});

test('only the points asked for run, and a wrong name says what was meant', async (t) => {
  const stage = await sweepStage();
  const points = [{ lr: 1 }, { lr: 2 }];
  const result = await stage.run(points, { only: ['id2'] });
  t.deepEqual(statesOf(result), ['waiting', 'completed']);
  const error = await t.throwsAsync(stage.run(points, { only: ['idd1'] }), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'bad-argument', hints: ['did you mean id1?', 'see them all with --dry-run'] });
});

test('two processes on one sweep share its points: each runs once, and both wait for all', async (t) => {
  const stage = await sweepStage();
  const points = [1, 2, 3, 4, 5, 6].map((lr) => ({ lr, seconds: 0.05 }));
  const [first, second] = await Promise.all([
    stage.run(points, { lookEvery: 20 }),
    stage.run(points, { lookEvery: 20 }),
  ]);
  for (const result of [first, second]) t.deepEqual(new Set(statesOf(result)), new Set(['completed']));
  t.is((await stage.starts(first)).length, 6);
  t.deepEqual(
    second.points.map(({ number, attempts }) => [number, attempts]),
    [1, 2, 3, 4, 5, 6].map((number) => [number, 1]),
  );
});

test('the lease of a dead process is not in the way, on the sweep and on a point', async (t) => {
  const stage = await sweepStage();
  const { path } = await stage.run([{ lr: 1 }]);
  const lease = (await tryLease(join(path, 'sweep.lease'))) as Lease;
  await lease.release();
  const dead = formatHolder({ ...lease.holder, pid: 2 ** 22 + 1 });
  await writeFile(join(path, 'sweep.lease'), dead);
  await writeFile(join(path, 'claims', 'id2.lease'), dead);
  t.deepEqual(statesOf(await stage.run([{ lr: 1 }, { lr: 2 }])), ['completed', 'completed']);
  t.false((await readdir(path)).includes('sweep.lease'));
  t.deepEqual(await readdir(join(path, 'claims')), []);
});

test('a point whose folder was deleted runs again, and the others do not', async (t) => {
  const stage = await sweepStage();
  const points = [{ lr: 1 }, { lr: 2 }];
  const { path } = await stage.run(points);
  await rm(join(path, 'optimizer.lr=2-id2'), { recursive: true });
  const again = await stage.run(points);
  t.deepEqual(statesOf(again), ['completed', 'completed']);
  t.is((await stage.starts(again)).length, 3);
  t.true(stage.events.includes('gone id2'));
});

test('numbers stay when points are added, taken away and put in another order', async (t) => {
  const stage = await sweepStage();
  const numbers = async (lrs: readonly number[]) => {
    const { points } = await stage.run(lrs.map((lr) => ({ lr })));
    return points.map(({ id, number }) => `${id} ${number}`);
  };
  t.deepEqual(await numbers([1, 2]), ['id1 1', 'id2 2']);
  t.deepEqual(await numbers([3, 2]), ['id3 3', 'id2 2']);
  t.deepEqual(await numbers([4, 3, 1]), ['id4 4', 'id3 3', 'id1 1']);
});

test('a point that fails is tried again as often as asked, and goes on', async (t) => {
  const stage = await sweepStage();
  const result = await stage.run([{ lr: 1, fail: 'late' }], { retries: { limit: 2, seconds: 0.01 } });
  t.like(result.points[0], { state: 'failed', attempts: 3 });
  t.deepEqual(
    (await stage.starts(result)).map((line) => line.split(' ')[0]),
    ['start', 'resume', 'resume'],
  );
});

test('wrong input is not tried again', async (t) => {
  const stage = await sweepStage();
  const result = await stage.run([{ lr: 1, fail: 'early' }], { retries: { limit: 2, seconds: 0.01 } });
  t.like(result.points[0], { state: 'failed', attempts: 1 });
});

test('the first failure stops the others where that is asked for, and the time when it is up', async (t) => {
  const stage = await sweepStage();
  const failed = await stage.run([{ lr: 1, fail: 'late' }, { lr: 2 }], { failFast: true });
  t.deepEqual([statesOf(failed), failed.stoppedBy, failed.interrupted], [['failed', 'waiting'], 'failure', false]);
  const timed = await stage.run([{ lr: 3, seconds: 60 }, { lr: 4 }], { maxSeconds: 0.5 });
  t.is(timed.stoppedBy, 'time');
  t.false(timed.interrupted);
  t.true(timed.points.every(({ state }) => ['waiting', 'interrupted'].includes(state)));
});

test('all points begin anew where that is asked for, beside what they left', async (t) => {
  const stage = await sweepStage();
  const { path } = await stage.run([{ lr: 1 }, { lr: 2 }]);
  const again = await stage.run([{ lr: 1 }, { lr: 2 }], { rerun: 'all' });
  t.deepEqual(
    again.points.map(({ attempts }) => attempts),
    [2, 2],
  );
  t.deepEqual((await readdir(join(path, 'aside'))).sort(), ['optimizer.lr=1-id1', 'optimizer.lr=2-id2']);
});

test('a sweep that may run on another machine is taken at once where that is asked for', async (t) => {
  const stage = await sweepStage();
  const { path } = await stage.run([{ lr: 1 }]);
  const lease = (await tryLease(join(path, 'sweep.lease'))) as Lease;
  await lease.release();
  await writeFile(join(path, 'sweep.lease'), formatHolder({ ...lease.holder, machine: 'B', host: 'B', pid: 7 }));
  const result = await stage.run([{ lr: 1 }, { lr: 2 }], { force: true });
  t.deepEqual(statesOf(result), ['completed', 'completed']);
  t.false(stage.events.some((event) => event.startsWith('waiting')));
});

test('while it watches a sweep of another machine it says so, and Ctrl-C ends the wait', async (t) => {
  const stage = await sweepStage();
  const { path } = await stage.run([{ lr: 1 }]);
  const lease = (await tryLease(join(path, 'sweep.lease'))) as Lease;
  const elsewhere = formatHolder({ ...lease.holder, machine: 'B', host: 'B', pid: 7 });
  await lease.release();
  await writeFile(join(path, 'sweep.lease'), elsewhere);
  const running = stage.run([{ lr: 1 }, { lr: 2 }]);
  while (!stage.events.some((event) => event.startsWith('waiting'))) await sleep(20);
  stage.interrupt();
  const result = await running;
  t.true(result.interrupted);
  t.deepEqual(statesOf(result), ['completed', 'waiting']);
  t.is(stage.events.at(-1), `waiting for process 7 on B (since ${lease.holder.since})`);
  t.is(await readFile(join(path, 'sweep.lease'), 'utf8'), elsewhere);
});

test('when a sweep is over its lease is free and its observer told, also where it was refused', async (t) => {
  const stage = await sweepStage();
  const { path } = await stage.run([{ lr: 1 }]);
  t.false(existsSync(join(path, 'sweep.lease')));
  t.is(stage.closed(), 1);
  await t.throwsAsync(stage.run([{ lr: 1 }], { only: ['absent'] }), { instanceOf: TesseraError });
  t.false(existsSync(join(path, 'sweep.lease')));
  t.is(stage.closed(), 2);
});

/** Path of the sweep, once the named point has printed its first line. */
async function untilTraining(runs: string, point: string): Promise<string> {
  for (;;) {
    const [sweep] = await runsIn(runs);
    const log = join(runs, sweep ?? '', 'logs', `${point}.log`);
    if ((await readFile(log, 'utf8').catch(() => '')).includes('training')) return join(runs, sweep!);
    await sleep(20);
  }
}
