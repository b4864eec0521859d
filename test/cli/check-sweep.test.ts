import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { loadFile } from '../../src/cli/load.ts';
import { checkSweep } from '../../src/cli/check-sweep.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { experimentFile, runInProcess, tinyExperiment } from '../helpers/tessera.ts';
import { testContext } from './_context.ts';

const sweep = 'sweep: {grid: {seed: [1, 2]}}\n';

test('a sweep whose folder can not be made, or whose last batch has one sample, does not start', async (t) => {
  const text = `${tinyExperiment}${sweep}`
    .replace('name: tiny', `name: ${'x'.repeat(300)}`)
    .replace('train: 8', 'train: 5')
    .replace(/model: .*/, 'model: {type: pspnet, encoder: {type: convnet, widths: [8, 8, 8, 8, 8]}, bins: [1, 2]}');
  const { file, folder, runs } = await experimentFile(text);
  const { exitCode, stderr } = await runInProcess(['run', file, '--runs', runs], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /experiment.yaml:2:7: error\[bad-runs-folder\]: .* a name of 309 bytes/);
  t.regex(stderr, /experiment.yaml:8:32: error\[bad-value\]: the last batch of an epoch \(5 samples, 4 per batch\)/);
  t.deepEqual(await readdir(folder), ['experiment.yaml']);
  const plan = await runInProcess(['plan', file, '--runs', runs, '--no-time'], folder);
  t.is(plan.exitCode, 2);
  t.regex(plan.stderr, /bad-runs-folder/);
  t.regex(plan.stderr, /8:32: error\[bad-value\]: the last batch of an epoch/);
});

test('a sweep that can start passes', async (t) => {
  const { file, folder, runs } = await experimentFile(`${tinyExperiment}${sweep}`);
  const { context } = testContext({ workingDirectory: folder });
  await t.notThrowsAsync(checkSweep(await loadFile(file, context), runs, context));
  t.deepEqual(await readdir(folder), ['experiment.yaml']);
  const error = await t.throwsAsync(checkSweep(await loadFile(file, context), join(file, 'runs'), context), {
    instanceOf: TesseraError,
  });
  t.regex(error.message, /experiment.yaml is a file/);
});
