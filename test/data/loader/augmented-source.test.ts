import test from 'ava';
import { augmentedSource } from '../../../src/data/loader/augmented-source.ts';
import { createLoader } from '../../../src/data/loader/loader.ts';
import { buildAugmentation, coordinateSample, sourceOf } from '../../helpers/data.ts';

test('samples are those that a loader gives in its first epoch, mixed ones too', async (t) => {
  const source = sourceOf(Array.from({ length: 5 }, (_, index) => coordinateSample(6, 8, `s${index}`)));
  const augmentations = [
    await buildAugmentation({ type: 'color-jitter', p: 1, brightness: 0.5 }),
    await buildAugmentation({ type: 'cutmix', p: 1 }),
  ];
  const augmented = augmentedSource(source, { seed: 3, augmentations });
  t.deepEqual([augmented.length, augmented.name(4)], [5, 's4']);
  const loader = createLoader(source, { batchSize: 1, shuffle: false, dropLast: false, seed: 3, augmentations });
  let index = 0;
  for await (const { images, masks, names } of loader.epoch(0)) {
    const sample = await augmented.read(index++);
    t.deepEqual([sample.name, sample.image, sample.mask], [names[0], images.slice(), masks.slice()]);
  }
  t.is(index, 5);
});

test('without augmentations they are the samples themselves', async (t) => {
  const sample = coordinateSample(2, 2);
  t.is(await augmentedSource(sourceOf([sample]), { seed: 0, augmentations: [] }).read(0), sample);
});
