import test from 'ava';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../src/core/errors/index.ts';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import { listRuns } from '../../src/runs/list.ts';
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
  t.deepEqual((await listRuns(runs)).map(({ path }) => path), [join('pets-9f', 'lr=1-00000001'), 'old-1a2b3c4d']);
  t.deepEqual(await listRuns(join(runs, 'absent')), []);
});

test('a run that says it is running is interrupted if its process is gone, and unknown if that cannot be told', async (t) => {
  const runs = await newFolder();
  const running = { status: 'running' } as const;
  await fakeRun(join(runs, 'a-held'), { record: { ...running, startedAt: '2026-01-04' } });
  const lease = (await tryLease(join(runs, 'a-held', 'run.lease'))) as Lease;
  await fakeRun(join(runs, 'b-gone'), { record: { ...running, startedAt: '2026-01-03' } });
  await fakeRun(join(runs, 'c-elsewhere'), { record: { ...running, startedAt: '2026-01-02', host: 'elsewhere' } });
  t.deepEqual((await listRuns(runs)).map(({ status }) => status), ['running', 'interrupted', 'unknown']);
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

test('the figure is the first test metric, or the best validation so far, which needs no file of a logger', async (t) => {
  const runs = await newFolder();
  const best = { step: 1, metric: 'iou/macro/image', value: 0.7 };
  await fakeRun(join(runs, 'done'), { record: { best }, metrics: { 'iou/macro/image': 0.9, 'recall/macro/image': 0.95 } });
  await fakeRun(join(runs, 'half'), { record: { startedAt: '2025-01-01T00:00:00.000Z', best: { ...best, metric: 'loss' } } });
  await fakeRun(join(runs, 'nothing'), { record: { startedAt: '2024-06-01T00:00:00.000Z', best: { ...best, value: NaN } } });
  await fakeRun(join(runs, 'new'), { record: { startedAt: '2024-01-01T00:00:00.000Z' } });
  t.deepEqual((await listRuns(runs)).map(({ figure }) => figure), [
    { split: 'test', metric: 'iou/macro/image', value: 0.9 },
    { split: 'val', metric: 'loss', value: 0.7 },
    { split: 'val', metric: 'iou/macro/image', value: NaN },
    undefined,
  ]);
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
