import test from 'ava';
import { pathFrom } from '../../../src/cli/path-from.ts';
import { launchDetails, launchLine } from '../../../src/cli/report/launches.ts';
import { aLaunch } from '../../helpers/launches.ts';
import { testContext } from '../_context.ts';

const project = { directory: '/repo/tools', top: '/repo', prefix: 'tools', gitDirectory: '/repo/.git' };

test('a launch is a line: its file, its commit, its state, its run and its id', (t) => {
  t.is(launchLine(aLaunch(), project), 'experiments/a.yaml of 0123456: waits (c0-1)');
  const { id: _, ...unnamed } = aLaunch({ state: 'exists', run: '/repo/tools/runs/a-1' });
  t.is(launchLine(unnamed, project), 'experiments/a.yaml of 0123456: has a run already, runs/a-1');
  t.is(
    launchLine(aLaunch({ state: 'failed', detail: 'why', run: '/elsewhere/a-1' }), project),
    'experiments/a.yaml of 0123456: failed, why, /elsewhere/a-1 (c0-1)',
  );
  const { file: __, ...commit } = aLaunch({ state: 'invalid' });
  t.is(launchLine(commit, project), 'commit of 0123456: invalid, not launched (c0-1)');
});

test('its details are its problems with their place, and the paths that it will not see', (t) => {
  const { context } = testContext();
  t.deepEqual(launchDetails(aLaunch(), context), []);
  const problem = {
    code: 'unknown-key',
    message: 'm',
    where: { file: 'a.yaml', line: 3, column: 2 },
    hints: ['h'],
  } as const;
  t.deepEqual(launchDetails(aLaunch({ problems: [{ ...problem, hints: ['h'] }], unseen: ['data'] }), context), [
    'a.yaml:3:2: error[unknown-key]: m',
    '  = h',
    "warning: data is neither committed nor ignored by git, so a launched run doesn't see it: commit it if it is code, ignore it if it is data",
  ]);
});

test('paths inside the project are short', (t) => {
  t.deepEqual(
    ['/repo/tools/runs/a', '/repo/x', '/tmp/a'].map((path) => pathFrom(project.directory, path)),
    ['runs/a', '/repo/x', '/tmp/a'],
  );
});
