import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { capacityOf, slurmLauncher } from '../../../../src/components/launchers/slurm/slurm-launcher.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { fakeSlurm } from '../../../helpers/fake-slurm.ts';
import { newFolder } from '../../../helpers/tessera.ts';

const params = { setup: [], save_before: '3m', extra: [] };

const tasks = async (indexes: readonly number[]) => ({
  name: 'tessera-x',
  command: ['tessera', 'task', 'manifest.json', '--index'] as const,
  indexes,
  workingDirectory: '/tmp',
  environment: {},
  folder: await newFolder(),
});

test('one array has all points, and its log is named by array and number', async (t) => {
  const { environment, calls } = await fakeSlurm();
  const launcher = slurmLauncher({ ...params, max_parallel: 4, cpus: 2 }, environment);
  const given = await tasks([1, 2, 3, 7]);
  const [submission] = await launcher.submit(given);
  t.is(submission?.id, '1');
  const line = (await calls()).find((call) => call.startsWith('sbatch'))!;
  for (const option of ['--parsable', '--array=1-3,7%4', '--chdir=/tmp', `--output=${given.folder}/slurm-%A_%a.log`])
    t.true(line.includes(option), option);
  t.deepEqual(launcher.logs(submission!, 7), [join(given.folder, 'slurm-1_7.log')]);
  t.true((await readFile(join(given.folder, 'job.sh'), 'utf8')).includes('export TESSERA_THREADS=2\n'));
});

test('beyond the largest array there are several, one after the other, and numbers are told as they were given', async (t) => {
  const { environment, calls } = await fakeSlurm({ maxArraySize: 10 });
  const launcher = slurmLauncher({ ...params, max_parallel: 2 }, environment);
  const submitted = await launcher.submit(await tasks([9, 10, 12]));
  t.deepEqual(
    submitted.map(({ id, indexes }) => [id, indexes]),
    [
      ['1', [9]],
      ['2+10', [10, 12]],
    ],
  );
  t.regex((await calls()).at(-1)!, /--array=0,2%2 .*--dependency=afterany:1 /);
  t.deepEqual([...(await launcher.status(submitted)).keys()].sort(), [10, 12, 9]);
  await launcher.cancel(submitted, [12]);
  t.is((await calls()).at(-1), 'scancel 2_2');
  t.is((await launcher.status(submitted)).get(12)?.state, 'cancelled');
  await launcher.throttle!(submitted, 5);
  t.deepEqual((await calls()).slice(-2), [
    'scontrol update JobId=1 ArrayTaskThrottle=5',
    'scontrol update JobId=2 ArrayTaskThrottle=5',
  ]);
});

test('a refused job is told at its parameter', async (t) => {
  const { environment } = await fakeSlurm();
  const launcher = slurmLauncher({ ...params, partition: 'nowhere' }, environment);
  const error = await t.throwsAsync(launcher.submit(await tasks([1])), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'launch-refused', path: 'launcher.partition' });
});

test('a controller that is gone is no answer, and a job that it has forgotten is one', async (t) => {
  const { environment, setController } = await fakeSlurm();
  const launcher = slurmLauncher(params, environment);
  const gone = [{ id: '99', indexes: [1], folder: '/tmp' }];
  t.is((await launcher.status(gone)).size, 0);
  await setController('Unable to contact slurm controller (connect failure)');
  const error = await t.throwsAsync(launcher.status(gone), { instanceOf: TesseraError });
  t.is(error.problems[0]?.code, 'launcher-failed');
});

test('where Slurm is not, that is said', async (t) => {
  const launcher = slurmLauncher(params, { PATH: '/nowhere' });
  const error = await t.throwsAsync(launcher.submit(await tasks([1])), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'program-missing', path: 'launcher.type' });
});

test('a task asks to be started again by array and number, but not for ever in vain, and not outside of an array', async (t) => {
  const { environment } = await fakeSlurm();
  const inJob = { ...environment, SLURM_ARRAY_JOB_ID: '7', SLURM_ARRAY_TASK_ID: '3', SLURM_RESTART_COUNT: '3' };
  t.false(await slurmLauncher(params, environment).startAgain!(true));
  t.false(await slurmLauncher(params, inJob).startAgain!(false));
  // The queue doesn't say that it runs: it was cancelled.
  t.false(await slurmLauncher(params, inJob).startAgain!(true));
});

test('the room is what the partition has, by processors, up to what is asked for', (t) => {
  const partitions =
    'PartitionName=low Default=YES TotalCPUs=16 TotalNodes=2\nPartitionName=gpu Default=NO TotalCPUs=4 TotalNodes=1\n';
  t.deepEqual(capacityOf({ ...params, cpus: 3 }, partitions), {
    atOnce: 5,
    detail: 'partition low of Slurm: 2 nodes, 16 processors',
  });
  t.is(capacityOf({ ...params, partition: 'gpu', max_parallel: 2 }, partitions).atOnce, 2);
  t.deepEqual(capacityOf({ ...params, partition: 'other' }, partitions), { detail: 'Slurm' });
});
