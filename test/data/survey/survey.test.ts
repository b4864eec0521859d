import test from 'ava';
import { duplicates, pixelsByClass, surveySplit } from '../../../src/data/survey/survey.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

const sample = (name: string, mask: readonly number[], level = 0) => ({
  name,
  height: 1,
  width: mask.length,
  image: new Uint8Array(mask.length * 3).fill(level),
  mask: Uint8Array.from(mask),
});

test('pixels are counted by class, ignored ones apart, and masks of background alone are named', async (t) => {
  const source = sourceOf([sample('a', [0, 1, 1, 255]), sample('b', [0, 0, 255], 9), sample('c', [2, 2])]);
  const survey = await surveySplit(source, () => {});
  t.deepEqual(pixelsByClass(survey, 3), { classPixels: [3, 2, 2], ignoredPixels: 2 });
  t.deepEqual(survey.labels, [
    [0, 3],
    [1, 2],
    [2, 2],
    [255, 2],
  ]);
  t.deepEqual(survey.emptyMasks, ['b']);
  t.deepEqual(
    [survey.smallest, survey.largest],
    [
      { height: 1, width: 2 },
      { height: 1, width: 4 },
    ],
  );
});

test('samples that cannot be read are problems, and the rest is still counted', async (t) => {
  const good = sourceOf([sample('a', [1]), sample('b', [1])]);
  const problem = { code: 'bad-image', message: 'a is broken' } as const;
  const source = {
    ...good,
    read: async (index: number) => (index === 0 ? Promise.reject(new TesseraError(problem)) : good.read(index)),
  };
  const survey = await surveySplit(source, () => {});
  t.deepEqual(survey.problems, [problem]);
  t.deepEqual(survey.unreadable, [0]);
  t.deepEqual(pixelsByClass(survey, 2).classPixels, [0, 1]);
});

test('the same image in two splits is found', async (t) => {
  const train = await surveySplit(sourceOf([coordinateSample(4, 4, 'a'), coordinateSample(3, 4, 'b')]), () => {});
  const val = await surveySplit(sourceOf([coordinateSample(4, 4, 'c')]), () => {});
  t.deepEqual(duplicates({ train, val }), [['train/a', 'val/c']]);
});
