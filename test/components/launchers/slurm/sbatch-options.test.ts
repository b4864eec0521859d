import test from 'ava';
import { sbatchOptions, slurmTime } from '../../../../src/components/launchers/slurm/sbatch-options.ts';

const least = { setup: [], save_before: '3m', extra: [] };

test('a job is one process on one node, saves in time, goes back into the queue, and keeps one log', (t) => {
  t.deepEqual(sbatchOptions(least), [
    '--nodes=1',
    '--ntasks=1',
    '--signal=B:USR2@180',
    '--requeue',
    '--open-mode=append',
  ]);
});

test('each parameter is an option of sbatch, and further ones come last, so that they win', (t) => {
  const options = sbatchOptions({
    ...least,
    partition: 'gpu',
    time: '1h 30m',
    cpus: 8,
    gpus: 'a100:2',
    mem: '16G',
    account: 'lab',
    qos: 'normal',
    constraint: 'a100|h100',
    save_before: '5m',
    extra: ['--exclude=node7'],
  });
  t.deepEqual(options, [
    '--partition=gpu',
    '--time=01:30:00',
    '--nodes=1',
    '--ntasks=1',
    '--cpus-per-task=8',
    '--gres=gpu:a100:2',
    '--mem=16G',
    '--account=lab',
    '--qos=normal',
    '--constraint=a100|h100',
    '--signal=B:USR2@300',
    '--requeue',
    '--open-mode=append',
    '--exclude=node7',
  ]);
});

test('no GPU is none, and not one of any kind', (t) => {
  t.false(
    sbatchOptions({ ...least, gpus: 0 })
      .join()
      .includes('gres'),
  );
  t.true(sbatchOptions({ ...least, gpus: 1 }).includes('--gres=gpu:1'));
});

test('a time has hours, minutes and seconds, also beyond a day', (t) => {
  t.is(slurmTime(90), '00:01:30');
  t.is(slurmTime(3600 * 26 + 61), '26:01:01');
});
