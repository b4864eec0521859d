import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { hasPngSignature } from 'fast-png';
import { photo, writePets } from '../../helpers/photos.ts';
import { experimentFile, tessera, tinyExperiment } from '../../helpers/tessera.ts';

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
  const dataset = `{type: oxford-iiit-pet, root: ${pets.root}, image_size: 32, split: {train: 0.5}}`;
  const { file } = await experimentFile(tinyExperiment.replace(/^dataset: .*$/m, `dataset: ${dataset}`));
  const { exitCode, stdout, stderr } = await tessera(['preview', file, '--json']);
  t.is(exitCode, 2);
  t.regex(stderr, /error\[missing-mask\]: .*b\.jpg has no mask/);
  const figures = JSON.parse(stdout) as Figures;
  t.deepEqual(figures.problems.map(({ code }) => code), ['missing-mask']);
  t.deepEqual(figures.splits['test'], { ...figures.splits['test']!, samples: 1, classPixels: [108, 0, 0], ignoredPixels: 0 });
  t.true(figures.warnings.some((warning) => /test: 1 masks hold nothing but background: a2/.test(warning)));
});
