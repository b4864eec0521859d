import { rm, writeFile } from 'node:fs/promises';
import test from 'ava';
import { prepareSplits } from '../../../src/data/prepare/prepare-splits.ts';
import { withSampleHints } from '../../../src/data/sources/sample-problems.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { buildDataset } from '../../helpers/data.ts';
import { photo, writePets } from '../../helpers/photos.ts';

test('what is wrong with files says which section of the configuration it follows from, and what to do', async (t) => {
  const files = await writePets([photo('a'), photo('b'), photo('c')], [photo('d', 1, [1, 7])]);
  await rm(files.trimap('a'));
  await rm(files.image('b'));
  await writeFile(files.image('c'), 'not a photo');
  const dataset = await buildDataset({ type: 'oxford-iiit-pet', root: files.root, image_size: 8, split: { train: 1 } });
  const error = await t.throwsAsync(
    prepareSplits({ ...dataset, splits: { ...dataset.splits, val: dataset.splits.test } }),
    { instanceOf: TesseraError },
  );
  t.deepEqual(
    error.problems.map(({ code, path }) => [code, path]),
    [
      ['missing-mask', 'dataset'],
      ['file-missing', 'dataset'],
      ['bad-image', 'dataset'],
      ['bad-mask-value', 'dataset'],
    ],
  );
  for (const { hints } of error.problems)
    t.regex(hints!.join('\n'), /.+\n`loader: \{on_bad_sample: skip\}` leaves such samples out$/);
});

test('a problem that names its key or its hint keeps them', async (t) => {
  const problem = { code: 'bad-image', message: 'too small', path: 'dataset.root', hints: ['the photo is x'] } as const;
  const error = await t.throwsAsync(
    withSampleHints(() => Promise.reject(new TesseraError(problem))),
    { instanceOf: TesseraError },
  );
  t.is(error.problems[0]!.path, 'dataset.root');
  t.is(error.problems[0]!.hints![0], 'the photo is x');
});
