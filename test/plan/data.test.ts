import test from 'ava';
import type { Experiment } from '../../schemas/index.ts';
import { augmentedSize, planData, shapeWithoutData } from '../../src/plan/data.ts';
import { buildDataset } from '../helpers/data.ts';
import { classList } from '../helpers/networks.ts';

test('the samples of each split, the classes and the size; a split without samples is a problem', async (t) => {
  const dataset = await buildDataset({ type: 'shapes', train: 5, val: 0, test: 2, image_size: [32, 48] });
  const { data, problems } = planData(dataset);
  t.deepEqual(data, {
    samples: { train: 5, val: 0, test: 2 },
    classes: ['background', 'disc', 'box'],
    imageSize: { height: 32, width: 48 },
  });
  t.deepEqual(
    problems.map(({ code }) => code),
    ['empty-split'],
  );
});

test('without data, the size is that of the section, and the classes those of the outline, or two', (t) => {
  const section = (image_size: unknown) => ({ type: 'any', image_size }) as Experiment['dataset'];
  t.deepEqual(shapeWithoutData(section([32, 48]), { classes: classList(4), downloads: [] }), {
    imageSize: { height: 32, width: 48 },
    classes: classList(4),
  });
  const { imageSize, classes } = shapeWithoutData(section(64), undefined);
  t.deepEqual(imageSize, { height: 64, width: 64 });
  t.is(classes.length, 2);
});

test('the size after augmentations is found on a sample of that size', (t) => {
  const seen: number[] = [];
  const size = augmentedSize({ height: 8, width: 6 }, (sample) => {
    seen.push(sample.image.length, sample.mask.length);
    return { ...sample, height: 4, width: 3 };
  });
  t.deepEqual(seen, [8 * 6 * 3, 8 * 6]);
  t.deepEqual(size, { height: 4, width: 3 });
});
