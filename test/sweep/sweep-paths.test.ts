import test from 'ava';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { folderOfJob, isFolderOfJob, runsFolder, sweepPaths } from '../../src/sweep/sweep-paths.ts';

const point: LedgerPoint = { id: 'a1', name: 'lr=1-a1', overrides: {}, state: 'waiting', attempts: 0 };

test("a sweep's folder has its runs, and what belongs to them", (t) => {
  const paths = sweepPaths('/runs/x-1');
  t.is(runsFolder('/runs/x-1'), '/runs/x-1');
  t.is(paths.runPath(point), '/runs/x-1/lr=1-a1');
  t.is(paths.configFile(point), '/runs/x-1/points/a1.yaml');
  t.is(paths.logFile(point), '/runs/x-1/logs/lr=1-a1.log');
  t.is(paths.reportFile(point), '/runs/x-1/logs/lr=1-a1.error.json');
});

test('the run of an experiment without a sweep lies among the others, its job beside them, out of sight', (t) => {
  const folder = folderOfJob('/runs', 'x-a1');
  t.is(folder, '/runs/.jobs/x-a1');
  t.true(isFolderOfJob(folder));
  t.false(isFolderOfJob('/runs/x-a1'));
  t.is(runsFolder(folder), '/runs');
  const paths = sweepPaths(folder);
  t.is(paths.runPath({ ...point, name: 'x-a1' }), '/runs/x-a1');
  t.is(paths.configFile(point), '/runs/.jobs/x-a1/points/a1.yaml');
});
