import { readdir } from 'node:fs/promises';
import test from 'ava';
import { experimentFile, runInProcess, tinyExperiment } from '../../helpers/tessera.ts';

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
  t.regex(stderr, /= `download: true` in the section dataset makes a run download it/);
});
