import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import test from 'ava';
import { trialSchema } from '../../src/train/trial.ts';
import { experimentFile, runInProcess, tinyExperiment } from '../helpers/tessera.ts';

const left = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('tessera-smoke-'));

test.serial('a smoke run goes to the end in three steps, tells what they take, and leaves nothing', async (t) => {
  const { file, runs } = await experimentFile(tinyExperiment.replace('train: 8,', 'train: 5000,'));
  const before = await left();
  const { exitCode, stdout, stderr } = await runInProcess(['run', file, '--runs', runs, '--smoke']);
  t.is(exitCode, 0, stderr);
  const told =
    /^Trained for 3 steps, validated, saved and tested\. A step takes [\d.e-]+ s; the most memory was [\d.]+ \w+\. It was a try: nothing is kept\.$/;
  t.regex(stdout.trim(), told);
  t.regex(stderr, /samples {5}8 train, 4 val, 4 test/);
  t.regex(stderr, /step 3: val\/loss/);
  t.false(existsSync(runs));
  t.deepEqual(await left(), before);
});

test.serial('of a sweep, the first point is tried', async (t) => {
  const sweep = 'sweep: {grid: {optimizer.lr: [0.5, 0.25]}}\n';
  const { file, runs } = await experimentFile(tinyExperiment + sweep);
  const { exitCode, stdout, stderr } = await runInProcess(['run', file, '--runs', runs, '--smoke', '--json']);
  t.is(exitCode, 0, stderr);
  const { measured, ...rest } = JSON.parse(stdout) as { measured: unknown };
  t.deepEqual(rest, { status: 'completed', smoke: true });
  t.is(trialSchema.parse(measured).samples, 16);
  t.false(existsSync(runs));
});

test.serial('what fails in a run fails in its smoke run, and that leaves nothing either', async (t) => {
  const { file, runs } = await experimentFile(tinyExperiment.replace('lr: 1e-2', 'lr: 1e30'));
  const before = await left();
  const { exitCode, stderr } = await runInProcess(['run', file, '--runs', runs, '--smoke']);
  t.not(exitCode, 0);
  t.regex(stderr, /diverged/);
  t.deepEqual(await left(), before);
  t.false(existsSync(runs));
});

test.serial('a run that exists is not tried', async (t) => {
  const { exitCode, stderr } = await runInProcess(['run', '--resume', 'x', '--smoke']);
  t.not(exitCode, 0);
  t.regex(stderr, /expected an experiment file with `--smoke`, got a run/);
});
