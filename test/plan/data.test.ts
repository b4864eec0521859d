import test from 'ava';
import type { Experiment } from '../../schemas/index.ts';
import { policiesOf } from '../../src/data/resize/placing.ts';
import { planData, shapeWithoutData } from '../../src/plan/data.ts';
import { buildDataset } from '../helpers/data.ts';
import { classList } from '../helpers/networks.ts';

test('the samples of each split, the classes and the size; a split without samples is a problem', async (t) => {
  const dataset = await buildDataset({ type: 'shapes', train: 5, val: 0, test: 2, image_size: [32, 48] });
  const { data, problems } = planData(dataset);
  t.deepEqual(data, {
    samples: { train: 5, val: 0, test: 2 },
    classes: ['background', 'disc', 'box'],
    imageSize: { height: 32, width: 48 },
    resize: policiesOf('cover'),
    evaluateAt: 'input',
  });
  t.deepEqual(
    problems.map(({ code }) => code),
    ['empty-split'],
  );
});

test('how photos are resized is that of the dataset, or of the section if there are no data', async (t) => {
  const section = { type: 'shapes', train: 1, val: 1, test: 1, image_size: 32, resize: 'fit', evaluate_at: 'original' };
  const { resize, evaluateAt } = planData(await buildDataset(section)).data;
  t.deepEqual([resize, evaluateAt], [policiesOf('fit'), 'original']);
  t.deepEqual(shapeWithoutData(section as Experiment['dataset'], undefined).resize, policiesOf('fit'));
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
