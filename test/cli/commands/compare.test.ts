import { join } from 'node:path';
import test from 'ava';
import { keepExtremes } from '../../../src/evaluations/extremes.ts';
import { scoreOf } from '../../../src/evaluations/score-line.ts';
import { writeEvaluation } from '../../../src/evaluations/write-evaluation.ts';
import { evaluationOf, photoOf } from '../../evaluations/_photos.ts';
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

async function withEvaluations(): Promise<string> {
  const folder = await twoRuns();
  for (const [run, predicted] of [
    ['a', [0, 1, 1, 1]],
    ['b', [0, 0, 1, 1]],
  ] as const) {
    const photos = ['x', 'y'].map((name) => photoOf(name, [0, 0, 1, 1], predicted));
    const content = { evaluation: evaluationOf(), scores: photos.map(scoreOf), extremes: keepExtremes(0, 1) };
    await writeEvaluation(join(folder, 'runs', run, 'evaluations/night'), content, false);
  }
  return folder;
}

test('two runs are compared photo by photo, by their names or by the folders of their evaluations', async (t) => {
  const folder = await withEvaluations();
  const args = ['compare', '--paired', '--resamples', '50', '--evaluation', 'night'];
  const { exitCode, stdout, stderr } = await runInProcess([...args, 'a', 'runs/b/evaluations/night'], folder);
  t.is(exitCode, 0, stderr);
  t.true(stdout.startsWith('[1] runs/a/evaluations/night\n[2] runs/b/evaluations/night\n'), stdout);
  t.regex(stdout, /^iou\/macro\/image .* 100\.0 % +yes, \[2\] is better$/m);
  t.regex(stdout, /^2 photos, drawn 50 times/m);
  const { stdout: json } = await runInProcess([...args, 'a', 'b', '--json', '--seed', '7'], folder);
  t.like(JSON.parse(json), { photos: 2, seed: 7, confidence: 0.95 });
});

test('without an evaluation the command that makes it is told, and those that are there', async (t) => {
  const { exitCode, stderr } = await runInProcess(['compare', '--paired', 'a', 'b'], await withEvaluations());
  t.is(exitCode, 2);
  t.regex(stderr, /error\[evaluation-missing\]: expected the evaluation `test` of a/);
  t.regex(stderr, /it has `night`: --evaluation <name>\n {2}= make it: tessera test runs\/a/);
});

test('three runs are no pair', async (t) => {
  const { exitCode, stderr } = await runInProcess(['compare', '--paired', 'a', 'b', 'a'], await twoRuns());
  t.is(exitCode, 2);
  t.regex(stderr, /expected two runs with `--paired`, got 3/);
});
