import test from 'ava';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../src/core/errors/index.ts';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import { listRuns, readRuns } from '../../src/runs/list.ts';
import { changeNotes } from '../../src/runs/notes.ts';
import { asOrdinaryUser } from '../helpers/ordinary-user.ts';
import { testIf } from '../helpers/requirements.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

const withPermissions = await testIf('permissions');

test('runs are listed newest first, those of a sweep with its name, and other folders not at all', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'old-1a2b3c4d'));
  await fakeRun(join(runs, 'pets-9f', 'lr=1-00000001'), { record: { startedAt: '2026-01-03T00:00:00.000Z' } });
  await writeFile(join(runs, 'pets-9f', 'sweep.json'), '{}');
  await fakeRun(join(runs, '.launch', 'run'));
  await mkdir(join(runs, 'empty'));
  t.deepEqual(
    (await listRuns(runs)).map(({ path }) => path),
    [join('pets-9f', 'lr=1-00000001'), 'old-1a2b3c4d'],
  );
  t.deepEqual(await listRuns(join(runs, 'absent')), []);
});

test('a run that says it is running is interrupted if its process is gone, and unknown if that cannot be told', async (t) => {
  const runs = await newFolder();
  const running = { status: 'running' } as const;
  await fakeRun(join(runs, 'a-held'), { record: { ...running, startedAt: '2026-01-04' } });
  const lease = (await tryLease(join(runs, 'a-held', 'run.lease'))) as Lease;
  await fakeRun(join(runs, 'b-gone'), { record: { ...running, startedAt: '2026-01-03' } });
  await fakeRun(join(runs, 'c-elsewhere'), { record: { ...running, startedAt: '2026-01-02', host: 'elsewhere' } });
  t.deepEqual(
    (await listRuns(runs)).map(({ status }) => status),
    ['running', 'interrupted', 'unknown'],
  );
  await lease.release();
});

test('a run that cannot be read is listed with the reason, last', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'empty'));
  await writeFile(join(runs, 'empty', 'run.json'), '');
  await fakeRun(join(runs, 'other'), { record: { status: 'exploded' as 'failed' } });
  await mkdir(join(runs, 'lost', 'checkpoints'), { recursive: true });
  await fakeRun(join(runs, 'torn'), { metrics: { iou: 1 } });
  await writeFile(join(runs, 'torn', 'result.json'), '{"id"');
  await fakeRun(join(runs, 'well'));
  const listed = await listRuns(runs);
  t.is(listed[0]!.path, 'well');
  const reasons = Object.fromEntries(listed.slice(1).map(({ path, status, error }) => [path, `${status}: ${error}`]));
  t.regex(reasons['empty']!, /^unreadable: .*it is empty/);
  t.regex(reasons['other']!, /^unreadable: .*status: /);
  t.is(reasons['lost'], 'unreadable: it has no run.json');
  t.regex(reasons['torn']!, /^unreadable: .*result.json can't be read: it is not JSON/);
});

test('of a run that cannot be read there are no figures', async (t) => {
  const runs = await newFolder();
  await mkdir(join(runs, 'lost', 'checkpoints'), { recursive: true });
  t.deepEqual(await listRuns(runs), [
    {
      path: 'lost',
      name: 'lost',
      status: 'unreadable',
      id: '',
      step: 0,
      totalSteps: 0,
      startedAt: '',
      seconds: 0,
      error: 'it has no run.json',
    },
  ]);
});

test('a run is listed with what its record says', async (t) => {
  const runs = await newFolder();
  const record = { id: 'aa', name: 'pets', step: 3, totalSteps: 9, startedAt: '2026-01-01', seconds: 5 };
  const end = { endedAt: '2026-01-02', error: 'the loss became NaN' };
  await fakeRun(join(runs, 'pets-aa'), { record: { ...record, ...end, status: 'failed' } });
  t.deepEqual(await listRuns(runs), [{ path: 'pets-aa', ...record, ...end, status: 'failed' }]);
});

test('a place that is no folder is an error, and not an empty list', async (t) => {
  const runs = join(await newFolder(), 'loop');
  await symlink(runs, runs);
  await t.throwsAsync(listRuns(runs), { instanceOf: TesseraError, message: /^file-unreadable/ });
});

test('a run has its best validation, and its test beside it; no file of a logger is needed', async (t) => {
  const runs = await newFolder();
  const best = { step: 1, metric: 'iou/macro/image', value: 0.7 };
  const figures = {
    loss: 0.5,
    metrics: { 'iou/macro/image': { value: 0.7, perClass: [0.7], direction: 'max' as const } },
  };
  await fakeRun(join(runs, 'done'), { record: { best: { ...best, figures } }, metrics: { 'iou/macro/image': 0.9 } });
  await fakeRun(join(runs, 'half'), {
    record: { startedAt: '2025-01-01T00:00:00.000Z', best: { ...best, metric: 'loss' } },
  });
  await fakeRun(join(runs, 'new'), { record: { startedAt: '2024-01-01T00:00:00.000Z' } });
  t.deepEqual(
    (await listRuns(runs)).map(({ validation, val, test: tested }) => ({ validation, val, test: tested })),
    [
      {
        validation: { ...best, direction: 'max' },
        val: { 'iou/macro/image': 0.7, loss: 0.5 },
        test: { 'iou/macro/image': 0.9, loss: 0.25 },
      },
      { validation: { ...best, metric: 'loss', direction: 'min' }, val: undefined, test: undefined },
      { validation: undefined, val: undefined, test: undefined },
    ],
  );
});

test('a point has its sweep and what that sets, also one that was added since the ledger was written whole', async (t) => {
  const runs = await newFolder();
  const sweep = join(runs, 'pets-9f');
  await fakeRun(join(sweep, 'a'));
  await fakeRun(join(sweep, 'b'));
  await fakeRun(join(sweep, 'stray'));
  await writeFile(
    join(sweep, 'sweep.json'),
    JSON.stringify({ points: [{ name: 'a', overrides: { lr: 1 } }, { name: 7 }] }),
  );
  await writeFile(join(sweep, 'sweep.changes.jsonl'), '\n{"name":"b","overrides":{"lr":2}}\n\n{"name":"stray","overr');
  const listed = (await listRuns(runs)).map(({ path, sweep: own, swept }) => [path, own, swept]);
  t.deepEqual(listed.toSorted(), [
    [join('pets-9f', 'a'), 'pets-9f', { lr: 1 }],
    [join('pets-9f', 'b'), 'pets-9f', { lr: 2 }],
    [join('pets-9f', 'stray'), 'pets-9f', undefined],
  ]);
});

test('what people said of a run, and its evaluations, are listed', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'a'));
  await changeNotes(join(runs, 'a'), () => ({ tags: ['baseline'], note: 'as in the paper', archived: true }));
  await mkdir(join(runs, 'a', 'evaluations', 'val'), { recursive: true });
  await mkdir(join(runs, 'a', 'evaluations', 'test'));
  const [run] = await listRuns(runs);
  t.like(run, { tags: ['baseline'], note: 'as in the paper', archived: true });
  t.deepEqual(run!.evaluations, ['test', 'val']);
});

test('configurations come from run.json, and of older runs from config.yaml', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'new'), { config: 'seed: [broken', record: { config: { format: 2, seed: 3 } } });
  await fakeRun(join(runs, 'old'), { config: 'seed: 4', record: { startedAt: '2025-01-01' } });
  await fakeRun(join(runs, 'none'), { record: { startedAt: '2024-01-01' } });
  await rm(join(runs, 'none', 'config.yaml'));
  const read = await readRuns(runs);
  t.deepEqual(await Promise.all(read.map(({ config }) => config())), [{ seed: 3 }, { seed: 4 }, undefined]);
});

withPermissions.serial('a folder that one may not read is listed with the reason', async (t) => {
  const runs = await newFolder();
  await mkdir(join(runs, 'locked'));
  await chmod(join(runs, 'locked'), 0o000);
  const [run, ...others] = await asOrdinaryUser(runs, () => listRuns('.'));
  t.deepEqual(others, []);
  t.like(run, { path: 'locked', status: 'unreadable' });
  t.regex(run!.error!, /EACCES/);
});
