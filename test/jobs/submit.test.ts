import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import { manifestFile, readManifest, searchFile } from '../../src/jobs/manifest.ts';
import { readSubmissions, writeSubmissions } from '../../src/jobs/submissions.ts';
import { submitSweep } from '../../src/jobs/submit.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { sourceOf } from '../../src/sweep/source-of.ts';
import { experimentFile, newFolder, tinyExperiment } from '../helpers/tessera.ts';
import { jobsStage } from './jobs-fixture.ts';

const three = [{ lr: 1 }, { lr: 2 }, { lr: 3 }];

test('points are handed over once, with all that a task needs in files', async (t) => {
  const { submit, queue } = await jobsStage();
  const first = await submit(three);
  const [array] = queue.arrays;
  t.deepEqual(array?.indexes, [1, 2, 3]);
  t.deepEqual(array?.command, ['tessera', 'task', manifestFile(first.path), '--index']);
  t.is(array?.folder, join(first.path, 'jobs'));
  t.deepEqual(array?.environment, { HF_HOME: '/cache' });
  t.deepEqual(await readdir(join(first.path, 'points')), ['id1.yaml', 'id2.yaml', 'id3.yaml']);
  t.like(await readManifest(manifestFile(first.path)), {
    name: 'fake',
    points: [
      { number: 1, id: 'id1', overrides: { 'optimizer.lr': 1 } },
      { number: 2, id: 'id2', overrides: { 'optimizer.lr': 2 } },
      { number: 3, id: 'id3', overrides: { 'optimizer.lr': 3 } },
    ],
  });

  const second = await submit(three);
  t.is(queue.arrays.length, 1);
  t.deepEqual([second.submitted.length, second.queued.length], [0, 3]);
  t.deepEqual(
    second.earlier.map(({ id }) => id),
    ['job1'],
  );
});

test('points that were added are handed over alone, by numbers of their own', async (t) => {
  const { submit, queue } = await jobsStage();
  await submit([{ lr: 1 }]);
  await submit([{ lr: 2 }, { lr: 1 }]);
  t.deepEqual(
    queue.arrays.map(({ indexes }) => indexes),
    [[1], [2]],
  );
});

test('what has ended is not handed over again, but a point that was lost', async (t) => {
  const { submit, work, queue } = await jobsStage();
  const { path } = await submit([{ lr: 1 }, { lr: 2 }]);
  await work(path, [1]);
  queue.tasks.clear();
  const again = await submit([{ lr: 1 }, { lr: 2 }]);
  t.deepEqual(queue.arrays.at(-1)?.indexes, [2]);
  t.deepEqual(
    again.points.map(({ state }) => state),
    ['completed', 'waiting'],
  );
});

test('a point that failed is handed over only when that is asked for, and begins anew', async (t) => {
  const { submit, work, queue } = await jobsStage();
  const points = [{ lr: 1, fail: 'late' }] as const;
  const { path } = await submit(points);
  t.is((await work(path, [1])).exitCode, 1);
  t.is((await submit(points)).submitted.length, 0);
  const again = await submit(points, { rerun: 'failed' });
  t.deepEqual(queue.arrays.at(-1)?.indexes, [1]);
  t.is(again.points[0]?.state, 'waiting');
  t.deepEqual(await readdir(join(path, 'aside')), [again.points[0]!.name]);
});

test('a refused submission leaves nothing that counts as submitted', async (t) => {
  const { submit, queue } = await jobsStage();
  const refusal = new TesseraError({ code: 'launch-refused', message: 'no' });
  const refuse = { ...queue, submit: () => Promise.reject(refusal) };
  await t.throwsAsync(submit(three, { build: () => Promise.resolve(refuse) }), { is: refusal });
  const { submitted } = await submit(three);
  t.deepEqual(submitted[0]?.indexes, [1, 2, 3]);
});

test('while the queue does not answer, nothing is handed over', async (t) => {
  const { submit, queue } = await jobsStage();
  await submit([{ lr: 1 }]);
  queue.broken = new TesseraError({ code: 'launcher-failed', message: 'no answer' });
  await t.throwsAsync(submit(three), { is: queue.broken });
  t.is(queue.arrays.length, 1);
});

test('a changed file changes nothing of what waits: the manifest and the configurations stay', async (t) => {
  const { submit, work } = await jobsStage();
  const { path } = await submit([{ lr: 1, value: 0.25 }]);
  await submit([{ lr: 2 }]);
  await work(path, [1]);
  const result = JSON.parse(await readFile(join(path, 'optimizer.lr=1-id1', 'result.json'), 'utf8')) as object;
  t.like(result, { test: { metrics: { 'iou/macro/image': { value: 0.25 } } } });
});

test('an experiment without a sweep is one task, whose run has the folder that it has without jobs', async (t) => {
  const { runs, submit, work, queue } = await jobsStage();
  const { path, points } = await submit([]);
  t.is(path, join(runs, '.jobs', 'fake-base0000'));
  t.deepEqual(queue.arrays[0]?.indexes, [1]);
  t.like(points[0], { id: 'base0000', number: 1, name: 'fake-base0000', state: 'waiting' });
  t.is((await work(path, [1])).exitCode, 0);
  t.true((await readdir(join(runs, 'fake-base0000'))).includes('result.json'));

  const again = await submit([]);
  t.deepEqual([again.submitted.length, again.points[0]?.state], [0, 'completed']);
  await submit([], { rerun: 'all' });
  t.deepEqual(queue.arrays[1]?.indexes, [1]);
  t.deepEqual(await readdir(join(runs, 'aside')), ['fake-base0000']);
});

test('a point that is begun anew while somebody has it is refused, and nothing is moved', async (t) => {
  const { submit, work, queue } = await jobsStage();
  const points = [{ lr: 1, fail: 'late' }] as const;
  const { path } = await submit(points);
  await work(path, [1]);
  const claim = (await tryLease(join(path, 'claims', 'id1.lease'))) as Lease;
  const error = await t.throwsAsync(submit(points, { rerun: 'failed' }), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'run-busy');
  t.is(queue.arrays.length, 1);
  t.false((await readdir(path)).includes('aside'));
  await claim.release();
  t.is((await submit(points, { rerun: 'failed' })).submitted.length, 1);
});

test('a point that was lost twice, submitted by hand, may be found lost once more', async (t) => {
  const { submit } = await jobsStage();
  const { path } = await submit([{ lr: 1 }, { lr: 2 }], { only: ['id2'] });
  await writeSubmissions(path, { ...(await readSubmissions(path)), resubmitted: [1, 2] });
  await submit([{ lr: 1 }, { lr: 2 }]);
  t.deepEqual((await readSubmissions(path)).resubmitted, [2]);
});

test('a search is handed over as tasks that make their points: its file gives the points that it has here', async (t) => {
  const { runs, queue } = await jobsStage();
  const search = 'sweep: {search: random, trials: 3, over: [optimizer.lr]}\n';
  const { file } = await experimentFile(tinyExperiment + search);
  const options = { registry: createRegistry(...builtins), workingDirectory: runs, environment: {} };
  const loaded = await loadExperiment(file, options);
  const submit = () =>
    submitSweep(loaded, {
      runsDirectory: runs,
      workingDirectory: runs,
      environment: {},
      launch: { type: 'queue' },
      build: () => Promise.resolve(queue),
      tessera: (args) => ['tessera', ...args],
      retries: { limit: 0, seconds: 0 },
    });
  const { path } = await submit();
  t.deepEqual(queue.arrays[0]?.indexes, [1, 2, 3]);
  t.like(await readManifest(manifestFile(path)), { search: { count: 3 }, points: [] });

  const there = await sourceOf(await loadExperiment(searchFile(path), options), runs);
  const here = await sourceOf(loaded, runs);
  const nobody = { points: () => [], follow: () => Promise.resolve() };
  const [fromThere, fromHere] = await Promise.all([
    there.at(2, { ...nobody, path: await newFolder() }),
    here.at(2, { ...nobody, path: await newFolder() }),
  ]);
  t.is(fromThere!.id, fromHere!.id);

  await submit();
  t.is(queue.arrays.length, 1, 'they wait already');
});
