import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { decode, hasPngSignature } from 'fast-png';
import { photo, writePets } from '../../helpers/photos.ts';
import { experimentFile, runInProcess, tessera, tinyExperiment } from '../../helpers/tessera.ts';

interface Figures {
  splits: Record<string, { samples: number; classPixels: number[]; ignoredPixels: number }>;
  problems: { code: string }[];
  warnings: string[];
}

test('preview writes a contact sheet and prints the figures of every split', async (t) => {
  const { folder, file } = await experimentFile();
  const output = join(folder, 'sheet.png');
  const { exitCode, stdout, stderr } = await tessera(['preview', file, '--output', output, '--samples', '3']);
  t.is(exitCode, 0, stderr);
  t.regex(stdout, /split +samples +height +width +background +disc +box +ignored\ntrain +8 +32 +32 /);
  t.true(stderr.includes(`Contact sheet: ${output}`));
  t.true(hasPngSignature(await readFile(output)));
});

test('preview lists every problem of the data and exits with 2', async (t) => {
  const pets = await writePets([photo('a'), photo('b', 2)], [photo('a2', 1, [2])]);
  await rm(pets.trimap('b'));
  const dataset = `{type: oxford-iiit-pet, root: ${pets.root}, image_size: 32, split: {train: 0.5}, allow_empty: [cat, dog]}`;
  const { file } = await experimentFile(tinyExperiment.replace(/^dataset: .*$/m, `dataset: ${dataset}`));
  const { exitCode, stdout, stderr } = await tessera(['preview', file, '--json']);
  t.is(exitCode, 2);
  t.regex(stderr, /error\[missing-mask\]: expected the photo .*b\.jpg to have a mask/);
  const figures = JSON.parse(stdout) as Figures;
  t.deepEqual(
    figures.problems.map(({ code }) => code),
    ['missing-mask'],
  );
  t.deepEqual(figures.splits['test'], {
    ...figures.splits['test']!,
    samples: 1,
    classPixels: [108, 0, 0],
    ignoredPixels: 0,
  });
  t.true(figures.warnings.some((warning) => /test: 1 mask holds nothing but background: a2/.test(warning)));
});

test('samples that the experiment skips are warnings, and are not on the sheet', async (t) => {
  const pets = await writePets([photo('a'), photo('b', 2)], [photo('c')]);
  await writeFile(pets.image('b'), 'not a photo');
  const dataset = `{type: oxford-iiit-pet, root: ${pets.root}, image_size: 32, split: {train: 1}, allow_empty: [cat, dog]}`;
  const text = tinyExperiment
    .replace(/^dataset: .*$/m, `dataset: ${dataset}\nloader: {on_bad_sample: skip}`)
    .replace('horizontal-flip', 'random-crop, size: 16');
  const { folder, file } = await experimentFile(text);
  const output = join(folder, 'sheet.png');
  const { exitCode, stderr } = await runInProcess(['preview', file, '--output', output], folder);
  t.is(exitCode, 0, stderr);
  t.regex(stderr, /warning: skipped: the photo .*b\.jpg cannot be decoded/);
  const { width, height } = decode(await readFile(output));
  t.deepEqual([width, height], [3 * 2 * (32 + 4) + 4, 22 + 1 * (32 + 4) + 4 + 2 * 22]);
});

test('plan warns about what preview finds, and looks again only when a file changes', async (t) => {
  // All photos of these files have the same pixels.
  const pets = await writePets([photo('a'), photo('b', 2)], [photo('twin'), photo('hollow', 1, [2])]);
  const dataset = `{type: oxford-iiit-pet, root: ${pets.root}, image_size: 32, split: {train: 0.5}, allow_empty: [cat, dog]}`;
  const { folder, file } = await experimentFile(tinyExperiment.replace(/^dataset: .*$/m, `dataset: ${dataset}`));
  const plan = async (...more: string[]) => {
    const { exitCode, stdout, stderr } = await runInProcess(['plan', file, '--json', '--no-time', ...more], folder);
    return { exitCode, stderr, ...(JSON.parse(stdout) as Figures & { surveys?: Figures['splits'] }) };
  };
  const first = await plan();
  t.is(first.exitCode, 0, first.stderr);
  t.true(
    first.warnings.some((warning) => /^test: 1 mask holds nothing but background: hollow$/.test(warning)),
    first.warnings.join('\n'),
  );
  t.true(
    first.warnings.some((warning) =>
      /^1 image is in more than one split: train\/. = val\/. = test\/twin and 1 more$/.test(warning),
    ),
    first.warnings.join('\n'),
  );
  t.is(first.surveys!['test']!.samples, 2);
  t.regex(first.stderr, /reading data/);

  const second = await plan();
  t.deepEqual(second.surveys, first.surveys);
  t.notRegex(second.stderr, /reading data/);
  t.is((await plan('--no-survey')).surveys, undefined);

  await rm(pets.trimap('twin'));
  const third = await plan();
  t.is(third.exitCode, 2);
  t.deepEqual(
    third.problems.map(({ code }) => code),
    ['missing-mask'],
  );
  const skipping = await plan('--set', 'loader.on_bad_sample=skip');
  t.is(skipping.exitCode, 0, skipping.stderr);
  t.true(skipping.warnings.some((warning) => /^skipped: expected the photo .*twin\.jpg to have a mask/.test(warning)));
});
