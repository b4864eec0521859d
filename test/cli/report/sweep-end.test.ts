import test from 'ava';
import { tellSweepEnd } from '../../../src/cli/report/sweep-end.ts';
import type { LedgerPoint } from '../../../src/sweep/ledger.ts';
import { testContext } from '../_context.ts';

const point = (id: string, more: Partial<LedgerPoint> = {}): LedgerPoint => ({
  id,
  name: `run-${id}`,
  overrides: { 'optimizer.lr': id },
  state: 'completed',
  attempts: 1,
  ...more,
});

test('the end of a sweep is its table, each error once, what is left to do, and where the files are', (t) => {
  const { context, out } = testContext({ workingDirectory: '/project' });
  const failed = { state: 'failed', error: 'the loss became NaN', code: 'diverged' } as const;
  const points = [point('a'), point('b', failed), point('c', { state: 'failed', error: 'killed' })];
  const files = { csv: '/project/runs/x/sweep.csv', markdown: '/project/runs/x/sweep.md' };
  tellSweepEnd('/project/runs/x', points, files, 'Two have failed.', context);
  t.true(out[0]!.includes('optimizer.lr'));
  t.deepEqual(out.slice(1, 5), ['', 'b: the loss became NaN (diverged)', 'c: killed', 'Two have failed.']);
  t.true(out.some((line) => line.includes('runs/x/sweep.csv, runs/x/sweep.md')));

  out.length = 0;
  tellSweepEnd('/project/runs/x', points.slice(0, 1), files, undefined, context);
  t.deepEqual(out.slice(1, 3), ['', '  as a table:  runs/x/sweep.csv, runs/x/sweep.md']);
});

test('of many errors a terminal gets the first, and how many there are more; a log gets all', (t) => {
  const points = Array.from({ length: 25 }, (_, index) => point(`p${index}`, { state: 'failed', error: 'killed' }));
  const told = (columns: number | undefined) => {
    const { context, out } = testContext({ workingDirectory: '/project', columns: () => columns });
    tellSweepEnd('/project/runs/x', points, { csv: 'x.csv', markdown: 'x.md' }, undefined, context);
    return out;
  };
  t.is(told(80).filter((line) => line.endsWith(': killed')).length, 20);
  t.is(told(80)[22], 'and 5 more that failed');
  t.is(told(undefined).filter((line) => line.endsWith(': killed')).length, 25);
});
