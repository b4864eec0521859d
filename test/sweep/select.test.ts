import test from 'ava';
import type { LedgerPoint, PointState } from '../../src/sweep/ledger.ts';
import { selectPoints, type Selection } from '../../src/sweep/select.ts';

const states: PointState[] = ['waiting', 'running', 'completed', 'failed', 'interrupted', 'unknown'];
const points = states.map((state): LedgerPoint => ({
  id: state,
  name: `run-${state}`,
  overrides: {},
  state,
  attempts: 0,
}));
const selected = (selection: Selection) => selectPoints(points, selection).map(({ id }) => id);

test('what waits, was interrupted, or may have died elsewhere is started', (t) => {
  t.deepEqual(selected({}), ['waiting', 'interrupted', 'unknown']);
});

test('what failed is started when asked for', (t) => {
  t.deepEqual(selected({ rerun: 'failed' }), ['waiting', 'failed', 'interrupted', 'unknown']);
});

test('points named by id or run are the only ones, and still only if there is something to do', (t) => {
  t.deepEqual(selected({ only: ['run-waiting', 'completed'] }), ['waiting']);
  t.deepEqual(selected({ only: ['failed'] }), []);
  t.deepEqual(selected({ only: ['failed'], rerun: 'failed' }), ['failed']);
});
