import { join } from 'node:path';
import test from 'ava';
import { newFolder, runInProcess } from '../../helpers/tessera.ts';
import { fakeRun } from '../../runs/run-fixture.ts';

async function twoRuns(): Promise<string> {
  const folder = await newFolder();
  await fakeRun(join(folder, 'runs/a'), { config: 'seed: 0\nname: x\n', metrics: { 'iou/macro/image': 0.8 } });
  await fakeRun(join(folder, 'runs/b'), { config: 'seed: 7\nname: x\n', record: { status: 'failed', step: 4 } });
  return folder;
}

test('what differs, metrics and the runs themselves are set side by side', async (t) => {
  const { exitCode, stdout } = await runInProcess(['compare', 'a', 'b'], await twoRuns());
  t.is(exitCode, 0);
  t.true(stdout.startsWith('[1] a\n[2] b\n\nconfig  [1]  [2]\nseed      0    7\n\ntest'), stdout);
  t.regex(stdout, /^iou\/macro\/image +0\.8000 +-$/m);
  t.regex(stdout, /^status +completed +failed$/m);
  t.notRegex(stdout, /^name/m, 'what is the same is left out');
});

test('equal configurations are said to be equal', async (t) => {
  const { stdout } = await runInProcess(['compare', 'a', 'a'], await twoRuns());
  t.regex(stdout, /Their configurations are the same\.$/);
});

test('compare --json gives the same as data', async (t) => {
  const { stdout } = await runInProcess(['compare', 'a', 'b', '--json'], await twoRuns());
  t.like(JSON.parse(stdout), { config: [{ name: 'seed', values: [0, 7] }] });
});

test('a single run is refused', async (t) => {
  const { exitCode, stderr } = await runInProcess(['compare', 'a'], await twoRuns());
  t.is(exitCode, 2);
  t.is(stderr, 'error[bad-argument]: expected two or more runs, got `a`\n  = see all runs: tessera list');
});
