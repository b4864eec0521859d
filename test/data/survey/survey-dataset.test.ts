import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import type { Sample, SampleSource } from '../../../src/data/sample.ts';
import { surveyDataset, type SurveyOptions } from '../../../src/data/survey/survey-dataset.ts';
import { tiledSource } from '../../../src/data/sources/tiled-source.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

const other = sourceOf([coordinateSample(3, 3, 'other')]);
const photos = [coordinateSample(7, 10, 'a'), coordinateSample(4, 4, 'b')];

/** Counts reads; those that are broken fail until they are mended. */
function watched(samples: readonly Sample[], broken: Set<number> = new Set()) {
  const reads: number[] = [];
  const source: SampleSource = {
    ...sourceOf(samples),
    fingerprint: async () => 'files',
    async read(index) {
      reads.push(index);
      if (broken.has(index)) throw new TesseraError({ code: 'bad-image', message: `${index} is broken` });
      return samples[index]!;
    },
  };
  return { reads, source };
}

const survey = (train: SampleSource, cache: string, onProgress: SurveyOptions['onProgress'] = () => {}) =>
  surveyDataset(
    { splits: { train, val: other, test: other }, imageSize: { height: 4, width: 4 }, interpolation: 'nearest' },
    { cache, onProgress },
  );

test('a split whose files are as they were is not read again', async (t) => {
  const { reads, source } = watched(photos);
  const cache = await newFolder();
  const steps: [number, number][] = [];
  const first = await survey(source, cache, (done, total) => steps.push([done, total]));
  t.deepEqual(steps, [
    [1, 4],
    [2, 4],
    [3, 4],
    [4, 4],
  ]);
  t.deepEqual(await survey(source, cache), first);
  t.deepEqual(reads, [0, 1]);
  await survey({ ...source, fingerprint: async () => 'changed' }, cache);
  t.deepEqual(reads, [0, 1, 0, 1]);
});

test('of a split that is known, only what could not be read is tried again, and if it can be read by now, all', async (t) => {
  const broken = new Set([1]);
  const { reads, source } = watched(photos, broken);
  const cache = await newFolder();
  const first = await survey(source, cache);
  t.deepEqual(
    first.train.problems.map(({ message }) => message),
    ['1 is broken'],
  );
  t.deepEqual(await survey(source, cache), first);
  t.deepEqual(reads, [0, 1, 1]);
  broken.clear();
  t.deepEqual((await survey(source, cache)).train.problems, []);
  t.deepEqual(reads, [0, 1, 1, 1, 0, 1]);
});

test('of tiles, the photos are surveyed that they are cut from', async (t) => {
  const { source } = watched(photos);
  const tiles = tiledSource(source, photos, { size: { height: 4, width: 4 }, overlap: 2, countOnce: false });
  const { train } = await survey(tiles, await newFolder());
  t.deepEqual([train.photos, train.samples], [2, tiles.length]);
  t.deepEqual(
    [train.smallest, train.largest],
    [
      { height: 4, width: 4 },
      { height: 7, width: 10 },
    ],
  );
  t.is(
    train.values.reduce((sum, { pixels }) => sum + pixels, 0),
    7 * 10 + 4 * 4,
  );
});

test('a cache that cannot be written to is done without', async (t) => {
  const { source } = watched(photos);
  const { train } = await survey(source, '/dev/null/cache');
  t.is(train.samples, 2);
});
