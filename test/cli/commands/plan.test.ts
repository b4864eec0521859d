import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { createWorkspace } from '../../config/_workspace.ts';
import { experimentFile, runInProcess, tinyExperiment } from '../../helpers/tessera.ts';
import { validExperiment as valid } from './_valid-experiment.ts';

const withDataset = (section: string) => tinyExperiment.replace(/^dataset: .*$/m, `dataset: ${section}`);

test('plan says what a run would download, and downloads nothing', async (t) => {
  const { folder, file } = await experimentFile(
    withDataset('{type: oxford-iiit-pet, root: pets, download: true, image_size: 32}'),
  );
  const { exitCode, stdout, stderr } = await runInProcess(['plan', file, '--no-time'], folder);
  t.is(exitCode, 0, stderr);
  t.regex(
    stdout,
    /samples +a run first downloads https:\/\/www\.robots\.ox\.ac\.uk\/~vgg\/data\/pets\/data\/images\.tar\.gz and .*annotations\.tar\.gz/,
  );
  t.regex(stdout, /head\.segmentation_head\.0 +Conv2d +\[4, 32, 32, 3\]/, 'background, cat, dog');
  t.deepEqual(await readdir(folder), ['experiment.yaml']);
});

test('data that is not there is told with its place and what to do', async (t) => {
  const { folder, file } = await experimentFile(withDataset('{type: oxford-iiit-pet, root: pets, image_size: 32}'));
  const { exitCode, stderr } = await runInProcess(['plan', file, '--no-time'], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /experiment\.yaml:3:\d+: error\[file-missing\]: the folder .*pets\/images does not exist/);
  t.regex(stderr, /= with `download: true` in the section `dataset`, a run downloads it/);
});

test('plan prints components, samples, steps, memory and the model layer by layer', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid });
  const { exitCode, stdout, stderr } = await runInProcess(['plan', 'a.yaml', '--no-time'], folder);
  t.is(exitCode, 0);
  t.is(stderr, '');
  t.regex(stdout, /^optimizer +adam +lr=0\.003/m);
  t.regex(stdout, /^samples +256 train, 64 val, 64 test, 64 x 64$/m);
  t.regex(stdout, /^steps +128, 16 per epoch$/m);
  t.regex(stdout, /^memory +\d+ MiB of tensors/m);
  t.regex(stdout, /^encoder\.stages\.0\.0 +Conv2d +\[16, 32, 32, 16\] +432 +7\.08 M$/m);
  t.notRegex(stdout, /^time /m);
});

test('plan --json gives the same as data', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid });
  const { stdout } = await runInProcess(['plan', 'a.yaml', '--no-time', '--json'], folder);
  t.like(JSON.parse(stdout), {
    data: { samples: { train: 256 } },
    steps: { total: 128 },
    model: { batchSize: 16, parameters: { total: 647_171 } },
    problems: [],
  });
});

test('plan prints each point of a sweep with what differs', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': `${valid}sweep: {grid: {seed: [1, 2], loss.type: [focal]}}\n` });
  const { stdout } = await runInProcess(['plan', 'a.yaml', '--no-time'], folder);
  t.deepEqual(
    stdout.match(/^[0-9a-f]{12} {2}.*$/gm)?.map((line) => line.slice(14)),
    ['seed=1,loss.type=focal', 'seed=2,loss.type=focal'],
  );
  t.regex(stdout, /^layer .*\n(.*\n)*total /m, 'the model of the first point');
});

test('plan says where data that is missing is named', async (t) => {
  const folder = await createWorkspace(t, {
    'a.yaml': valid.replace('{type: shapes, image_size: 64}', '{type: oxford-iiit-pet, root: nowhere, image_size: 64}'),
  });
  const { exitCode, stdout, stderr } = await runInProcess(['plan', 'a.yaml'], folder);
  t.is(exitCode, 2);
  t.regex(stdout, /^head\.segmentation_head\.0 /m);
  t.regex(stderr, /^a\.yaml:2:40: error\[file-missing\]/m);
});

test('a folder where a file is expected is refused with the files in it', async (t) => {
  const folder = await createWorkspace(t, { 'e/_base.yaml': 'seed: 1\n', 'e/x.yaml': valid });
  const { exitCode, stderr } = await runInProcess(['plan', 'e'], folder);
  t.is(exitCode, 2);
  t.regex(
    stderr,
    /error\[bad-argument\]: expected a configuration file, `e` is a folder\n.*give one of its files: e\/x\.yaml$/,
  );
});

test('a plan without plugins says why it tries no steps', async (t) => {
  const { folder, file } = await experimentFile(`${tinyExperiment}plugins: [./own.mjs]\n`);
  await writeFile(join(folder, 'own.mjs'), 'throw new Error("it ran");');
  const { exitCode, stdout, stderr } = await runInProcess(['plan', file, '--no-plugins', '--no-survey'], folder);
  t.is(exitCode, 0, stderr);
  t.regex(stdout, /^time +unknown: steps are tried with the plugins only, which --no-plugins does not run$/m);
});
