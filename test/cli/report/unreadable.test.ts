import test from 'ava';
import { warnOfUnreadable } from '../../../src/cli/report/unreadable.ts';
import type { RunSummary } from '../../../src/runs/list.ts';
import { testContext } from '../_context.ts';

test('each run that cannot be read is told with the reason, and no other', (t) => {
  const run = { id: '', name: '', step: 0, totalSteps: 0, startedAt: '', seconds: 0 };
  const runs: RunSummary[] = [
    { ...run, path: 'a', status: 'unreadable', error: 'it is empty' },
    { ...run, path: 'b', status: 'failed', error: 'NaN' },
    { ...run, path: 'c', status: 'unreadable', error: 'it has no run.json' },
  ];
  const { context, err } = testContext();
  warnOfUnreadable(runs, context);
  t.deepEqual(err, ["warning: a can't be read: it is empty", "warning: c can't be read: it has no run.json"]);
});
