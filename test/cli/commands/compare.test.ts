import { writeFile } from 'node:fs/promises';
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
  t.true(
    stdout.startsWith('[1] a\n[2] b\n\nconfig  [1]  [2]\nseed      0    7\n\ntest of the best checkpoint'),
    stdout,
  );
  t.regex(stdout, /^iou\/macro\/image +0\.8000 +-$/m);
  t.regex(stdout, /^status +completed +failed$/m);
  t.notRegex(stdout, /^name/m, 'what is the same is left out');
});

test('equal configurations are said to be equal', async (t) => {
  const folder = await twoRuns();
  await fakeRun(join(folder, 'runs/c'), { config: 'seed: 0\nname: x\n' });
  t.regex((await runInProcess(['compare', 'a', 'c'], folder)).stdout, /Their configurations are the same\.$/m);
});

test('compare --json gives the same as data', async (t) => {
  const { stdout } = await runInProcess(['compare', 'a', 'b', '--json'], await twoRuns());
  t.like(JSON.parse(stdout), { config: [{ name: 'seed', values: [0, 7] }] });
});

test('a single run is refused, also if it is named twice', async (t) => {
  const { exitCode, stderr } = await runInProcess(['compare', 'a', 'a'], await twoRuns());
  t.is(exitCode, 2);
  t.regex(
    stderr,
    /^error\[bad-argument\]: expected two or more runs, got one, runs\/a\n {2}= see all runs: tessera list$/m,
  );
});

/** A sweep of two learning rates with two seeds each, whose validation and test disagree. */
async function sweptRuns(): Promise<string> {
  const folder = await newFolder();
  const points = [
    [1, 0, 0.5, 0.9],
    [1, 1, 0.52, 0.91],
    [2, 0, 0.8, 0.3],
    [2, 1, 0.82, 0.31],
    [3, 0, 0.7, 0.5],
  ] as const;
  for (const [lr, seed, value, tested] of points)
    await fakeRun(join(folder, `runs/sweep/lr${lr}-${seed}`), {
      config: `seed: ${seed}\noptimizer: {lr: ${lr}}\n`,
      record: { best: { step: 4, metric: 'iou/macro/image', direction: 'max', value } },
      metrics: { 'iou/macro/image': tested },
      lines: [2, 4].map((step) =>
        JSON.stringify({ step, split: 'val', values: { 'iou/macro/image': (value * step) / 4 } }),
      ),
    });
  await writeFile(join(folder, 'runs/sweep/sweep.json'), JSON.stringify({ points: [] }));
  return folder;
}

test('the runs of a sweep are rows, best validation first, and seeds are told apart from what was changed', async (t) => {
  const { exitCode, stdout } = await runInProcess(['compare', 'sweep'], await sweptRuns());
  t.is(exitCode, 0);
  const lines = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
  t.deepEqual(lines[0]!.slice(0, 6), ['rank', 'run', 'name', 'seed', 'optimizer.lr', 'best val/iou/macro/image']);
  t.deepEqual(
    lines.slice(1, 6).map(([rank, , name]) => [rank, name]),
    [
      ['#1', 'sweep/lr2-0'],
      ['#1', 'sweep/lr2-1'],
      ['#2', 'sweep/lr3-0'],
      ['#3', 'sweep/lr1-0'],
      ['#3', 'sweep/lr1-1'],
    ],
  );
  const seeds = lines.slice(lines.findIndex(([title]) => title === 'by validation') + 1);
  t.deepEqual(seeds[0]!.slice(2), ['2', '0.8100 ± 0.0141', '0.3050 ± 0.0071', 'first']);
  t.is(seeds[1]!.at(-1), 'too few seeds to tell');
  t.regex(seeds[2]!.at(-1)!, /^-0\.3000 ± 0\.0\d+$/);
  t.regex(stdout, /^\[3\] .*█+ +last 0\.8000 at 4$/m);
});

test('conditions name runs too; --csv has a line for each, with every figure, and --markdown tables', async (t) => {
  const folder = await sweptRuns();
  const { stdout, stderr } = await runInProcess(['compare', '--where', 'optimizer.lr=1', '--csv'], folder);
  t.is(stderr, '');
  t.deepEqual(stdout.split('\r\n'), [
    'rank,run,seed,best val/iou/macro/image,val/iou/macro/image,val/loss,test/iou/macro/image,test/loss,test/iou/macro/image a,status,steps,seconds,backend,commit'.replace(
      'val/loss,',
      '',
    ),
    '1,sweep/lr1-0,0,0.5,0.5,0.9,0.25,0.9,completed,10/10,60,cpu,',
    '1,sweep/lr1-1,1,0.52,0.52,0.91,0.25,0.91,completed,10/10,60,cpu,',
  ]);
  const markdown = (await runInProcess(['compare', 'sweep/lr1-0', 'sweep/lr2-0', '--markdown'], folder)).stdout;
  t.true(markdown.startsWith('1. `sweep/lr1-0`\n2. `sweep/lr2-0`\n'), markdown);
  t.regex(
    markdown,
    /^### config\n\n\| config \| \[1\] \| \[2\] \|\n\| --- \| ---: \| ---: \|\n\| optimizer\.lr \| 1 \| 2 \|$/m,
  );
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
