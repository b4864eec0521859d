import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { createWorkspace } from '../../config/_workspace.ts';
import { runInProcess } from '../../helpers/tessera.ts';
import { fakeRun } from '../../runs/run-fixture.ts';

test('a folder of runs that is not there is refused, except the usual one', async (t) => {
  const folder = await createWorkspace(t, {});
  t.is((await runInProcess(['list', '--runs', 'nope'], folder)).exitCode, 2);
  t.is((await runInProcess(['list'], folder)).exitCode, 0);
});

test('runs are listed newest first, with progress and the first metric', async (t) => {
  const folder = await createWorkspace(t, {});
  const startedAt = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  await fakeRun(join(folder, 'runs/old'), {
    record: { startedAt: startedAt(3) },
    metrics: { 'iou/macro/image': 0.75 },
  });
  await fakeRun(join(folder, 'runs/new'), {
    record: { startedAt: startedAt(1), status: 'interrupted', step: 3, totalSteps: 8 },
  });
  const { exitCode, stdout, stderr } = await runInProcess(['list'], folder);
  t.deepEqual([exitCode, stderr], [0, '']);
  const rows = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
  t.deepEqual(rows, [
    ['run', 'status', 'steps', 'figure', 'time', 'started'],
    ['new', 'interrupted', '3/8 37%', '-', '1m 00s', '1h 00m ago'],
    ['old', 'completed', '10/10 100%', 'test/iou/macro/image 0.7500', '1m 00s', '3h 00m ago'],
  ]);
});

test('a run that cannot be read is listed with a warning', async (t) => {
  const folder = await createWorkspace(t, {});
  await mkdir(join(folder, 'runs/broken'), { recursive: true });
  await writeFile(join(folder, 'runs/broken/run.json'), '{');
  const { exitCode, stdout, stderr } = await runInProcess(['list'], folder);
  t.is(exitCode, 0);
  t.regex(stdout, /^broken +unreadable/m);
  t.regex(stderr, /^warning: broken can't be read: /);
});

test('a run that a newer version wrote is a row with the reason, and hides no other', async (t) => {
  const folder = await createWorkspace(t, {});
  await fakeRun(join(folder, 'runs/well'));
  await fakeRun(join(folder, 'runs/newer'));
  const file = join(folder, 'runs/newer/run.json');
  const record = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...record, format: 99, versions: { tessera: '9.1.0' } }));
  const { exitCode, stdout, stderr } = await runInProcess(['list'], folder);
  t.is(exitCode, 0);
  t.regex(stdout, /^well +completed +10\/10 100%/m);
  t.regex(stdout, /^newer +unreadable/m);
  t.regex(stderr, /^warning: newer can't be read: .*expected a file of format 1 to \d+, .*run\.json has format 99/);
  const [, newer] = JSON.parse((await runInProcess(['list', '--json'], folder)).stdout) as Array<{ error: string }>;
  t.like(newer, { path: 'newer', status: 'unreadable' });
  t.regex(newer!.error, /has format 99/);
});

test('list --json gives the runs as data; without runs it says how to make one', async (t) => {
  const folder = await createWorkspace(t, {});
  t.regex((await runInProcess(['list'], folder)).stderr, /^No runs in runs yet\. Make one: tessera run /);
  await fakeRun(join(folder, 'runs/a'));
  t.like(JSON.parse((await runInProcess(['list', '--json'], folder)).stdout), [{ path: 'a', step: 10 }]);
});
