import test from 'ava';
import type { LedgerPoint, PointState } from '../../src/sweep/ledger.ts';
import { isUnfinished, selectPoints, startsAnew, type Rerun, type Selection } from '../../src/sweep/select.ts';

const states: PointState[] = ['waiting', 'running', 'completed', 'failed', 'interrupted', 'lost', 'unknown'];
const points = states.map((state): LedgerPoint => ({
  id: state,
  name: `run-${state}`,
  overrides: {},
  state,
  attempts: state === 'waiting' ? 0 : 1,
}));
const selected = (selection: Selection) => selectPoints(points, selection).map(({ id }) => id);

test('what waits, was interrupted, died, or may be left unfinished elsewhere is started', (t) => {
  t.deepEqual(selected({}), ['waiting', 'running', 'interrupted', 'lost', 'unknown']);
  t.deepEqual(
    points.filter(isUnfinished).map(({ id }) => id),
    selected({}),
  );
});

test('what failed is started when asked for', (t) => {
  t.deepEqual(selected({ rerun: 'failed' }), ['waiting', 'running', 'failed', 'interrupted', 'lost', 'unknown']);
  t.deepEqual(selected({ rerun: 'lost' }), selected({}));
  t.deepEqual(
    selected({ rerun: 'all' }),
    ['waiting', 'running', 'failed', 'interrupted', 'lost', 'unknown'].toSpliced(2, 0, 'completed'),
  );
});

test('what is asked for begins anew, the rest goes on', (t) => {
  const anew = (rerun?: Rerun) =>
    states.filter((state) => startsAnew({ state, attempts: state === 'waiting' ? 0 : 1 }, rerun));
  t.deepEqual(anew(), []);
  t.deepEqual(anew('failed'), ['failed']);
  t.deepEqual(anew('lost'), ['lost']);
  t.deepEqual(anew('all'), ['completed', 'failed', 'interrupted', 'lost', 'unknown']);
});

test('points named by id or run are the only ones, and still only if there is something to do', (t) => {
  t.deepEqual(selected({ only: ['run-waiting', 'completed'] }), ['waiting']);
  t.deepEqual(selected({ only: ['failed'] }), []);
  t.deepEqual(selected({ only: ['failed'], rerun: 'failed' }), ['failed']);
});
