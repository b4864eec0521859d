import test from 'ava';
import { slurm } from '../../../src/components/launchers/slurm.ts';

const params = slurm.params(() => {
  throw new Error('a launcher has no component as a parameter');
});
const problemOf = (given: object) =>
  params
    .safeParse(given)
    .error?.issues.map(({ message }) => message)
    .join();

test('nothing has to be said', (t) => {
  t.deepEqual(params.parse({}), { setup: [], save_before: '3m', extra: [] });
});

test('what a job needs is said as people say it', (t) => {
  t.is(problemOf({ time: '8h', cpus: 8, gpus: 'a100:1', mem: '16G', setup: ['module load cuda'] }), undefined);
  t.is(problemOf({ gpus: 2, extra: ['--exclude=node7'] }), undefined);
  t.regex(problemOf({ mem: 'much' })!, /16G/);
  t.regex(problemOf({ gpus: 'a100' })!, /a100:1/);
  t.regex(problemOf({ extra: ['exclude=node7'] })!, /--exclude/);
});

test('Slurm signals up to a minute early, so a job is asked to save two minutes before its end at least', (t) => {
  t.regex(problemOf({ save_before: '90s' })!, /at least `2m`/);
  t.is(problemOf({ save_before: '2m' }), undefined);
});

test('a time limit is longer than the notice', (t) => {
  t.regex(problemOf({ time: '3m' })!, /longer than `save_before`/);
  t.is(problemOf({ time: '4m' }), undefined);
});
