import test from 'ava';
import { confusionOf } from '../../../src/components/metrics/confusion.ts';
import { buildPart } from '../../helpers/networks.ts';

/** The notebook's example: two images of 4 x 4, three classes, 255 ignored. */
const images = [
  confusionOf(
    [0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 1, 255, 0, 0, 1, 255, 0, 0, 0, 0, 0],
    3,
  ),
  confusionOf(
    [0, 0, 0, 0, 0, 2, 2, 0, 0, 2, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 255, 2, 0, 0, 255, 2, 0, 0, 0, 0, 0],
    3,
  ),
];

const asserted = test.macro({
  title: (_, type, average, value) => `${type}/${average} of the notebook's example is ${value}`,
  async exec(t, type: string, average: string, value: number) {
    const metric = await buildPart('metric', { type, average });
    t.is(metric.name, `${type}/${average}`);
    t.is(metric.evaluate(images).value.toFixed(4), value.toFixed(4));
  },
});
test(asserted, 'recall', 'micro', 0.9286);
test(asserted, 'recall', 'macro', 0.75);
test(asserted, 'iou', 'micro', 0.8667);
test(asserted, 'iou', 'macro', 0.7115);

test('rows of the confusion matrix are targets, columns predictions, and ignored pixels are left out', (t) => {
  t.deepEqual([...confusionOf([0, 1, 1, 2], [0, 0, 1, 255], 3).counts], [1, 1, 0, 0, 1, 0, 0, 0, 0]);
});

/** Image 1: class 0 is 3 of 4 right, class 1 absent. Image 2: class 0 is 1 of 1, class 1 is 1 of 3. */
const pair = [confusionOf([0, 0, 0, 1], [0, 0, 0, 0], 2), confusionOf([0, 1, 0, 0], [0, 1, 1, 1], 2)];

test('per image, a class counts in the images that have it', async (t) => {
  const recall = await buildPart('metric', { type: 'recall' });
  const { value, perClass } = recall.evaluate(pair);
  t.is(value, (3 / 4 + (1 + 1 / 3) / 2) / 2);
  t.deepEqual(perClass, [(3 / 4 + 1) / 2, 1 / 3, undefined]);
});

test('per dataset, all images share one confusion matrix', async (t) => {
  const iou = await buildPart('metric', { type: 'iou', per: 'dataset' }, { classes: [{}, {}] });
  t.is(iou.name, 'iou/macro-dataset');
  // Class 0: 4 right of 5 targets and 2 more predictions; class 1: 1 right of 3 targets and 1 more prediction.
  t.deepEqual(iou.evaluate(pair).perClass, [4 / 7, 1 / 4]);
  t.is(iou.evaluate(pair).value, (4 / 7 + 1 / 4) / 2);
});

test('reductions: sum adds the images, none keeps them', async (t) => {
  const sum = await buildPart('metric', { type: 'recall', reduction: 'sum' });
  const none = await buildPart('metric', { type: 'recall', reduction: 'none' });
  const each = [3 / 4, (1 + 1 / 3) / 2];
  t.is(sum.evaluate(pair).value, each[0]! + each[1]!);
  t.deepEqual(none.evaluate(pair).perImage, each);
  t.deepEqual([sum.name, none.name], ['recall/macro-sum', 'recall/macro-none']);
});

test('an image without a counted pixel is left out', async (t) => {
  const empty = confusionOf([0, 1], [255, 255], 2);
  const recall = await buildPart('metric', { type: 'recall' });
  t.is(recall.evaluate([...pair, empty]).value, recall.evaluate(pair).value);
  t.is(recall.evaluate([empty]).value, NaN);
});
