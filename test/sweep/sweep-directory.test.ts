import { appendFile, mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { readOrigins } from '../../src/runs/origins.ts';
import { appendChange, readLedger } from '../../src/sweep/ledger.ts';
import { listSource } from '../../src/sweep/point-source.ts';
import { openSweepDirectory, readPoints } from '../../src/sweep/sweep-directory.ts';
import { countFileAccess } from '../helpers/file-access.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from '../runs/run-fixture.ts';
import { fakeSweep } from './sweep-fixture.ts';

const openWith = (path: string, lrs: readonly number[]) => {
  const loaded = fakeSweep(lrs.map((lr) => ({ lr })));
  return openSweepDirectory(path, loaded, listSource(loaded.points));
};

test('reading points writes nothing', async (t) => {
  const path = await newFolder();
  const points = await readPoints(path, fakeSweep([{ lr: 1 }]).points);
  t.like(points[0], { id: 'id1', name: 'optimizer.lr=1-id1', state: 'waiting', attempts: 0 });
  t.deepEqual(await readdir(path), []);
});

test('changes are kept at once, and in one file when it is closed', async (t) => {
  const path = await newFolder();
  const directory = await openWith(path, [1, 2]);
  const [first] = directory.points();
  await directory.update({ ...first!, state: 'failed', attempts: 1 });
  t.like((await readLedger(path))?.points[0], { state: 'failed', attempts: 1 });
  await directory.close();
  t.deepEqual((await readdir(path)).sort(), ['base.yaml', 'origins.json', 'points', 'sweep.json']);
  t.regex(await readFile(join(path, 'sweep.json'), 'utf8'), /"state": "failed"/);
});

test('a sweep keeps where the values of its file come from', async (t) => {
  const path = await newFolder();
  const loaded = {
    ...fakeSweep([{ lr: 1 }]),
    explain: () => [{ path: 'seed', value: 0, steps: [{ by: 'default' as const, value: 0 }] }],
  };
  await openSweepDirectory(path, loaded, listSource(loaded.points));
  t.deepEqual(await readOrigins(path), { values: [{ path: 'seed', layers: [{ by: 'default', value: 0 }] }] });
});

test('opened again, a sweep keeps its start, its attempts and the points that it no longer has', async (t) => {
  const path = await newFolder();
  const before = await openWith(path, [1, 2]);
  await before.update({ ...before.points()[0]!, state: 'failed', attempts: 3, error: 'x' });
  const started = (await readLedger(path))!.startedAt;
  const after = await openWith(path, [2, 3]);
  t.deepEqual(
    after.points().map(({ id }) => id),
    ['id2', 'id3'],
  );
  const ledger = (await readLedger(path))!;
  t.is(ledger.startedAt, started);
  t.deepEqual(
    ledger.points.map(({ id, attempts }) => [id, attempts]),
    [
      ['id2', 0],
      ['id3', 0],
      ['id1', 3],
    ],
  );
});

test('the runs are believed, and not the ledger', async (t) => {
  const path = await newFolder();
  await fakeRun(join(path, 'optimizer.lr=1-id1'), { metrics: { iou: 0.5 } });
  const directory = await openWith(path, [1]);
  t.like(directory.points()[0], { state: 'completed', metrics: { iou: 0.5, loss: 0.25 } });
});

test('a new sweep has its folder made, and its ledger is there before anything runs', async (t) => {
  const path = join(await newFolder(), 'runs', 'sweep');
  await openWith(path, [1]);
  t.deepEqual((await readdir(path)).sort(), ['base.yaml', 'origins.json', 'points', 'sweep.json']);
  const ledger = (await readLedger(path))!;
  t.like(ledger, { name: 'fake', file: 'experiments/fake.yaml' });
  t.true(Math.abs(Date.parse(ledger.startedAt) - Date.now()) < 60_000);
  t.deepEqual(
    ledger.points.map(({ id, state }) => [id, state]),
    [['id1', 'waiting']],
  );
});

test('a point has a run, a config, a log and a report of its own', async (t) => {
  const path = await newFolder();
  const directory = await openWith(path, [1]);
  const [point] = directory.points();
  t.is(directory.path, path);
  t.is(directory.runPath(point!), join(path, 'optimizer.lr=1-id1'));
  t.is(directory.configFile(point!), join(path, 'points', 'id1.yaml'));
  t.is(directory.logFile(point!), join(path, 'logs', 'optimizer.lr=1-id1.log'));
  t.is(directory.reportFile(point!), join(path, 'logs', 'optimizer.lr=1-id1.error.json'));
});

test("a point's place in the ledger is where it stands, or a new one that waits", async (t) => {
  const directory = await openWith(await newFolder(), [1]);
  const [known, added] = fakeSweep([{ lr: 1 }, { lr: 2 }]).points;
  await directory.update({ ...directory.points()[0]!, state: 'failed', attempts: 4 });
  t.like(directory.point(known!), { id: 'id1', state: 'failed', attempts: 4 });
  t.deepEqual(directory.point(added!), {
    id: 'id2',
    number: 2,
    name: 'optimizer.lr=2-id2',
    overrides: { 'optimizer.lr': 2 },
    state: 'waiting',
    attempts: 0,
  });
  t.is(directory.points().length, 1, 'asking changes nothing');
});

test.serial('a complete point whose record nobody touched is looked at, and none of its files is opened', async (t) => {
  const path = await newFolder();
  const lrs = Array.from({ length: 50 }, (_, index) => index + 1);
  const placeOf = (lr: number) => join(path, `optimizer.lr=${lr}-id${lr}`);
  for (const lr of lrs.slice(1)) await fakeRun(placeOf(lr), { metrics: { iou: lr } });
  await (await openWith(path, lrs)).close();

  const count = countFileAccess(t);
  const directory = await openWith(path, lrs);
  t.true(count.opened < 10, `${count.opened} files opened`);
  t.true(count.looked < 60, `${count.looked} looks`);
  t.deepEqual(
    directory.points().map(({ state, metrics }) => [state, metrics?.['iou']]),
    [['waiting', undefined], ...lrs.slice(1).map((lr) => ['completed', lr])],
  );

  await fakeRun(placeOf(7), { record: { status: 'interrupted' } });
  await fakeRun(placeOf(8), { metrics: { iou: 0.5 } });
  await rm(placeOf(9), { recursive: true });
  const [before, after] = [count.opened, (await openWith(path, lrs)).points()];
  t.true(count.opened - before < 20);
  t.deepEqual(
    after.slice(6, 9).map(({ state, metrics }) => [state, metrics?.['iou']]),
    [
      ['interrupted', undefined],
      ['completed', 0.5],
      ['waiting', undefined],
    ],
  );
});

test.serial('a new sweep looks at no point: its folder is listed once', async (t) => {
  const path = await newFolder();
  const count = countFileAccess(t);
  await openWith(
    path,
    Array.from({ length: 200 }, (_, index) => index),
  );
  t.true(count.opened < 10 && count.looked < 10, JSON.stringify(count));
});

test('changes of other processes are followed, save those of points that run here or are not in the list', async (t) => {
  const path = await newFolder();
  const directory = await openWith(path, [1, 2]);
  const [first, second] = directory.points();
  await directory.update({ ...first!, state: 'running' });
  t.deepEqual(await directory.follow(), [], 'what this process wrote is no news');
  await appendChange(path, { ...first!, state: 'waiting' });
  await appendChange(path, { ...second!, state: 'failed' });
  await appendChange(path, { ...second!, id: 'id9', name: 'another' });
  t.deepEqual(
    (await directory.follow()).map(({ id }) => id),
    ['id2', 'id9'],
  );
  t.deepEqual(
    directory.points().map(({ id, state }) => [id, state]),
    [
      ['id1', 'running'],
      ['id2', 'failed'],
    ],
  );
  await directory.update({ ...first!, state: 'completed' });
  await appendChange(path, { ...first!, state: 'failed' });
  t.true(
    (await directory.follow()).some(({ id, state }) => id === 'id1' && state === 'failed'),
    'it runs here no more',
  );
});

test('what was read of a point while its end was written does not take it back', async (t) => {
  const path = await newFolder();
  const directory = await openWith(path, [1]);
  const point = { ...directory.points()[0]!, attempts: 1 };
  await directory.update({ ...point, state: 'running' });
  // Reading so much takes longer than writing a line.
  await appendFile(join(path, 'sweep.changes.jsonl'), Buffer.alloc(2 ** 26, ' '));
  const reading = directory.follow();
  await directory.update({ ...point, state: 'completed' });
  await reading;
  t.is(directory.points()[0]!.state, 'completed');
});

test('a change that cannot be written is told to who made it only, and the next one is written', async (t) => {
  const path = await newFolder();
  const directory = await openWith(path, [1]);
  const [point] = directory.points();
  const file = join(path, 'sweep.changes.jsonl');
  const unheard: unknown[] = [];
  const hear = (error: unknown) => void unheard.push(error);
  process.on('unhandledRejection', hear);
  t.teardown(() => process.off('unhandledRejection', hear));
  await mkdir(file);
  await t.throwsAsync(directory.update({ ...point!, state: 'running', attempts: 1 }), { message: /cannot write/ });
  // An error that nobody hears would end the process of a sweep.
  await new Promise((resolve) => setTimeout(resolve, 20));
  t.deepEqual(unheard, []);
  await rmdir(file);
  await directory.update({ ...point!, state: 'failed', attempts: 1 });
  t.like((await readLedger(path))?.points[0], { state: 'failed', attempts: 1 });
});
