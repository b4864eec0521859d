import test from 'ava';
import { closedSets, facts } from '../../../src/runs/select/facts.ts';
import { listedRun } from './_runs.ts';

test('every run has its facts; lists and switches are never absent', (t) => {
  const run = listedRun('a', { sweep: 's', error: 'why' });
  const values = Object.fromEntries(Object.entries(facts).map(([name, of]) => [name, of(run)]));
  t.like(values, { run: 'a', status: 'completed', steps: 10, sweep: 's', error: 'why', archived: false });
  t.deepEqual([values['tags'], values['evaluations'], values['note']], [[], [], undefined]);
});

test('a status is one that a run may have', (t) => {
  t.deepEqual(closedSets['status'], [
    'running',
    'completed',
    'pruned',
    'failed',
    'interrupted',
    'unknown',
    'unreadable',
  ]);
});

test('a run is archived or it is not', (t) => {
  t.deepEqual(closedSets['archived'], [String(true), String(false)]);
});
