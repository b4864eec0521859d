import test from 'ava';
import { createSweepReporter, labelOf } from '../../../src/cli/report/sweep-reporter.ts';
import type { LedgerPoint } from '../../../src/sweep/ledger.ts';
import { testContext } from '../_context.ts';

const point = (given: Partial<LedgerPoint> = {}): LedgerPoint => ({
  id: 'a1',
  name: 'seed=1-a1',
  overrides: { seed: 1 },
  state: 'waiting',
  attempts: 1,
  ...given,
});

test('a point is called by what it sets, or by its id', (t) => {
  t.is(labelOf(point({ overrides: { seed: 1, 'loss.type': 'focal' } })), 'seed=1,loss.type=focal');
  t.is(labelOf(point({ overrides: {} })), 'a1');
});

test('without a terminal, each event is a line', (t) => {
  const { context, err } = testContext({ workingDirectory: '/work' });
  const reporter = createSweepReporter(context);
  const done = point({ state: 'completed', id: 'b2' });
  reporter.opened({ path: '/work/runs/s', points: [done, point()], count: 2, selected: [point()], gone: [] });
  reporter.started(point());
  reporter.started(point({ attempts: 2 }));
  reporter.started(point({ attempts: 2 }), 3);
  reporter.started(point({ attempts: 2 }), 1);
  reporter.ended(point({ state: 'completed', seconds: 61, metrics: { 'iou/macro/image': 0.5, loss: 1 } }));
  reporter.ended(point({ state: 'failed', error: 'the disk is full' }));
  reporter.interrupted('stop');
  reporter.interrupted('kill');
  reporter.closed();
  t.deepEqual(err, [
    'sweep   runs/s',
    'points  2: 1 completed before, 1 to run now',
    '[seed=1] started',
    '[seed=1] attempt 2',
    '[seed=1] attempt 2, with 3 threads as before',
    '[seed=1] attempt 2, with 1 thread as before',
    '[seed=1] completed after 1m 01s: test/iou/macro/image 0.5000',
    '[seed=1] failed: the disk is full',
    'Stopping: running points save a checkpoint. Press Ctrl-C again to kill them.',
    'Killing the running points.',
  ]);
});
