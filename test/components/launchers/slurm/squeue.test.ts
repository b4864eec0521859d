import test from 'ava';
import { parseSqueue } from '../../../../src/components/launchers/slurm/squeue.ts';

test('jobs of arrays are told by array and number, with their node or why they wait', (t) => {
  t.deepEqual(parseSqueue('12_3|RUNNING|None|node7\n12_4|PENDING|Resources|\n'), [
    { job: '12', number: 3, status: { state: 'running', host: 'node7' } },
    { job: '12', number: 4, status: { state: 'waiting', reason: 'no node is free (Resources)' } },
  ]);
});

test('a job that gives its node back still runs, and one that was requeued waits', (t) => {
  const states = parseSqueue('1_1|COMPLETING|None|n\n1_2|REQUEUED|None|\n1_3|SUSPENDED|None|n\n1_4|CANCELLED|None|\n');
  t.deepEqual(
    states.map(({ status }) => status.state),
    ['running', 'waiting', 'waiting', 'cancelled'],
  );
});

test('jobs that have ended, other jobs and empty lines say nothing', (t) => {
  t.deepEqual(parseSqueue('1_1|COMPLETED|None|n\n1_2|FAILED|NonZeroExitCode|n\n77|RUNNING|None|n\n\n'), []);
});
