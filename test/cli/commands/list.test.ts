import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { createWorkspace } from '../../config/_workspace.ts';
import { runInProcess } from '../../helpers/tessera.ts';
import { fakeRun } from '../../runs/run-fixture.ts';

test('a folder of runs that is not there is refused, except the usual one', async (t) => {
  const folder = await createWorkspace(t, {});
  t.is((await runInProcess(['list', '--runs', 'nope'], folder)).exitCode, 2);
  t.is((await runInProcess(['list'], folder)).exitCode, 0);
});

test('runs are listed newest first, with progress, the best validation and the test', async (t) => {
  const folder = await createWorkspace(t, {});
  const startedAt = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  await fakeRun(join(folder, 'runs/old'), {
    record: { startedAt: startedAt(3), best: { step: 4, metric: 'loss', value: 0.1 } },
    metrics: { 'iou/macro/image': 0.75 },
  });
  await fakeRun(join(folder, 'runs/new'), {
    record: {
      startedAt: startedAt(1),
      status: 'interrupted',
      step: 3,
      totalSteps: 8,
      best: { step: 2, metric: 'iou/macro/image', value: 0.5 },
    },
  });
  const { exitCode, stdout, stderr } = await runInProcess(['list'], folder);
  t.deepEqual([exitCode, stderr], [0, '']);
  const rows = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
  t.deepEqual(rows, [
    ['run', 'status', 'steps', 'best val/iou/macro/image', 'test/iou/macro/image', 'time', 'started'],
    ['new', 'interrupted', '3/8 37%', '0.5000', '-', '1m 00s', '1h 00m ago'],
    ['old', 'completed', '10/10 100%', 'val/loss 0.1000', '0.7500', '1m 00s', '3h 00m ago'],
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

async function someRuns(t: ExecutionContext): Promise<string> {
  const folder = await createWorkspace(t, {});
  const best = (value: number) => ({ best: { step: 4, metric: 'iou/macro/image', value } });
  await fakeRun(join(folder, 'runs/a'), {
    config: 'loss: {type: focal}',
    record: best(0.7),
    metrics: { 'iou/macro/image': 0.5 },
  });
  await fakeRun(join(folder, 'runs/b'), {
    config: 'loss: {type: dice}',
    record: { ...best(0.8), startedAt: '2025-01-01' },
    metrics: { 'iou/macro/image': 0.4 },
  });
  await fakeRun(join(folder, 'runs/c'), {
    config: 'loss: {type: focal}',
    record: { status: 'failed', error: 'the disk is full\nmore', startedAt: '2024-01-01' },
  });
  return folder;
}

const namesIn = (csv: string) =>
  csv
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[0]);

test('runs are filtered, ordered, limited, and shown with the columns that one asks for', async (t) => {
  const folder = await someRuns(t);
  const list = async (...args: string[]) => (await runInProcess(['list', '--csv', ...args], folder)).stdout;
  t.deepEqual(namesIn(await list('--where', 'loss.type=focal')), ['a', 'c']);
  t.deepEqual(namesIn(await list('--status', 'failed,running')), ['c']);
  t.deepEqual(namesIn(await list('--status', 'pruned,completed')), ['a', 'b']);
  const { stderr } = await runInProcess(['list', '--status', 'failled'], folder);
  t.true(stderr.startsWith('--status:1:1: error[bad-argument]: expected one of running, completed, pruned,'), stderr);
  t.deepEqual(namesIn(await list('--sort', 'val.iou')), ['b', 'a', 'c']);
  t.deepEqual(namesIn(await list('--sort', 'test.iou', '--limit', '1')), ['a']);
  t.is(
    await list('--columns', 'run, loss.type,val.iou', '--where', 'status=completed'),
    'run,loss.type,val/iou/macro/image\r\na,focal,0.7\r\nb,dice,0.8',
  );
  t.deepEqual(
    JSON.parse((await runInProcess(['list', '--json', '--columns', 'run,seconds', '--limit', '1'], folder)).stdout),
    [{ run: 'a', seconds: 60 }],
  );
});

test('the reason of a failure is a column, and so is what a sweep sets', async (t) => {
  const folder = await someRuns(t);
  await fakeRun(join(folder, 'runs/sweep/p'), { record: { startedAt: '2023-01-01' } });
  await writeFile(
    join(folder, 'runs/sweep/sweep.json'),
    JSON.stringify({ points: [{ name: 'p', overrides: { 'loss.type': { type: 'focal', gamma: 2 } } }] }),
  );
  const rows = (await runInProcess(['list', '--csv'], folder)).stdout.split('\r\n').map((line) => line.split(','));
  const column = (title: string) => rows.map((row) => row[rows[0]!.indexOf(title)]);
  t.deepEqual(column('reason'), ['reason', '', '', 'the disk is full', '']);
  t.deepEqual(column('loss.type'), ['loss.type', '', '', '', 'focal gamma=2']);
});

test('who orders by the test is told what that is not for, and what was left out is counted', async (t) => {
  const folder = await someRuns(t);
  await writeFile(join(folder, 'runs/b/notes.json'), '{"format": 2, "tags": ["old"], "archived": true}');
  const { stderr } = await runInProcess(['list', '--sort', 'test', '--limit', '1'], folder);
  t.deepEqual(
    stderr.split('\n').map((line) => line.split(':')[0]),
    [
      '1 of 2 runs; --limit shows more',
      '1 archived run is left out',
      'These are test figures. To choose a run, order by its validation',
    ],
  );
  t.regex(
    (await runInProcess(['list', '--where', 'tags=old'], folder)).stderr,
    /^None of the 2 runs in runs meets `tags=old`\. 1 archived run is left out: --archived shows them$/,
  );
  t.deepEqual(namesIn((await runInProcess(['list', '--csv', '--archived', '--where', 'tags=old'], folder)).stdout), [
    'b',
  ]);
});

test('a mistake in what is asked is shown where it is', async (t) => {
  const folder = await someRuns(t);
  const { exitCode, stderr } = await runInProcess(['list', '--columns', 'run,los.type'], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /^--columns:1:5: error\[bad-argument\]: expected something that a run has, got `los\.type`/);
  t.regex(stderr, /did you mean `loss\.type`\?/);
});
