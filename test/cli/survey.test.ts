import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { surveyWithProgress } from '../../src/cli/survey.ts';
import { coordinateSample, sourceOf } from '../helpers/data.ts';
import { newFolder } from '../helpers/tessera.ts';
import { testContext } from './_context.ts';

const samples = [coordinateSample(1, 2, 'a'), coordinateSample(1, 2, 'b')];

test('every split is surveyed, with progress over all of them, and kept where the command was started', async (t) => {
  const workingDirectory = await newFolder();
  const { context, err } = testContext({ workingDirectory });
  let reads = 0;
  const counted = {
    ...sourceOf(samples),
    fingerprint: async () => 'train',
    read: async (index: number) => {
      reads++;
      return samples[index]!;
    },
  };
  const splits = { train: counted, val: sourceOf([samples[0]!]), test: sourceOf([]) };
  const dataset = { splits, imageSize: { height: 1, width: 2 }, interpolation: 'bilinear' } as const;
  const surveys = await surveyWithProgress(dataset, context);
  t.deepEqual(
    [surveys.train, surveys.val, surveys.test].map(({ samples: number }) => number),
    [2, 1, 0],
  );
  t.deepEqual(surveys.train.labels, [
    [0, 2],
    [1, 2],
  ]);
  t.regex(err.at(-1)!, /^reading data [123]\/3$/);
  t.is((await readdir(join(workingDirectory, '.cache/tessera'))).length, 1);
  t.is(reads, 2);
  t.deepEqual((await surveyWithProgress(dataset, context)).train, surveys.train);
  t.is(reads, 2, 'what is kept is not read again');
});
