import test from 'ava';
import { isMissing, lostWatch } from '../../src/jobs/lost.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';

const point = (number: number, state: LedgerPoint['state']): LedgerPoint => ({
  id: `id${number}`,
  number,
  name: `id${number}`,
  overrides: {},
  state,
  attempts: 0,
});

test('a point is missing if neither the queue nor its files know what became of it', (t) => {
  const none = new Map();
  for (const state of ['waiting', 'lost', 'unknown', 'interrupted'] as const)
    t.true(isMissing(point(1, state), none, { cancelled: [] }));
  for (const state of ['completed', 'failed', 'running'] as const)
    t.false(isMissing(point(1, state), none, { cancelled: [] }), state);
});

test('what the queue knows, or a person has cancelled, is not missing', (t) => {
  t.false(isMissing(point(1, 'waiting'), new Map([[1, { state: 'waiting' }]]), { cancelled: [] }));
  t.false(isMissing(point(1, 'waiting'), new Map([[1, { state: 'cancelled' }]]), { cancelled: [] }));
  t.false(isMissing(point(1, 'waiting'), new Map(), { cancelled: [1] }));
  t.true(isMissing(point(1, 'waiting'), new Map([[2, { state: 'waiting' }]]), { cancelled: [2] }));
});

test('what is missing for long enough, without a pause, is lost', (t) => {
  let now = 0;
  const lost = lostWatch(60, () => now);
  const [one, two] = [point(1, 'waiting'), point(2, 'lost')];
  t.deepEqual(lost([one, two]), []);
  now = 59;
  t.deepEqual(lost([one]), []);
  now = 60;
  t.deepEqual(lost([one, two]), [one]);
  now = 120;
  t.deepEqual(lost([two]), [two]);
});
