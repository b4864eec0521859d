import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { policiesOf } from '../../src/data/resize/placing.ts';
import type { Augmentation } from '../../src/registry/index.ts';
import { checkOneSize, isResized, trainingSize } from '../../src/train/training-size.ts';
import { buildAugmentation } from '../helpers/data.ts';

const imageSize = { height: 8, width: 6 };
const asTheyAre = { imageSize, resize: policiesOf('none') };

test('the size after augmentations is found on a sample of the size that it has before', (t) => {
  const seen: number[] = [];
  const shrink: Augmentation = (sample) => {
    seen.push(sample.image.length, sample.mask.length);
    return { ...sample, height: 4, width: 3 };
  };
  t.deepEqual(trainingSize({ imageSize }, [shrink], 0), { height: 4, width: 3 });
  t.deepEqual(seen, [8 * 6 * 3, 8 * 6]);
  t.deepEqual(trainingSize({ imageSize, resize: policiesOf('fit') }, [], 0), imageSize);
});

test('photos that keep their sizes have one size after a crop only', async (t) => {
  t.is(trainingSize(asTheyAre, [], 0), undefined);
  const crop = await buildAugmentation({ type: 'random-crop', size: [3, 5] });
  t.deepEqual(trainingSize(asTheyAre, [crop], 0), { height: 3, width: 5 });
});

test('photos of different sizes need a crop, photos of one size do not', async (t) => {
  const survey = { smallest: { height: 10, width: 20 }, largest: { height: 10, width: 30 } };
  const error = t.throws(() => checkOneSize(survey, asTheyAre, [], 0), { instanceOf: TesseraError });
  t.deepEqual(error.problems, [
    {
      code: 'bad-size',
      path: 'dataset.resize',
      message:
        'expected training samples of one size; with `resize: none` photos keep theirs, from 10 x 20 to 10 x 30, and no augmentation crops them',
      hints: [
        'end `augmentations` with a crop, such as `{type: random-crop, size: [8, 6]}`',
        'another `resize`, such as `cover` or `fit`, gives all photos one size',
      ],
    },
  ]);
  const higher = { smallest: { height: 9, width: 20 }, largest: { height: 10, width: 20 } };
  const square = { imageSize: { height: 8, width: 8 }, resize: policiesOf('none') };
  const ofHeights = t.throws(() => checkOneSize(higher, square, [], 0), { instanceOf: TesseraError });
  t.regex(ofHeights.problems[0]!.hints![0]!, /random-crop, size: 8}/);
  const crop = await buildAugmentation({ type: 'random-crop', size: 4 });
  t.notThrows(() => checkOneSize(survey, asTheyAre, [crop], 0));
  t.notThrows(() => checkOneSize(survey, { imageSize }, [], 0));
  t.notThrows(() => checkOneSize({ smallest: imageSize, largest: imageSize }, asTheyAre, [], 0));
  t.notThrows(() => checkOneSize(undefined, asTheyAre, [], 0));
});

test('the network has to take `image_size` as long as photos of some split are resized to it', (t) => {
  t.true(isResized({ imageSize }));
  t.true(isResized({ imageSize, resize: { train: 'none', val: 'none', test: 'fit' } }));
  t.false(isResized(asTheyAre));
});
