import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { readFixture } from '../../helpers/data.ts';
import { scoreLabels, type LabelledImage } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';

/** The notebook's example: two images of 4 x 4, three classes, 255 ignored. */
const example: LabelledImage[] = [
  [
    [0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 1, 255, 0, 0, 1, 255, 0, 0, 0, 0, 0],
  ],
  [
    [0, 0, 0, 0, 0, 2, 2, 0, 0, 2, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 255, 2, 0, 0, 255, 2, 0, 0, 0, 0, 0],
  ],
];

const asserted = test.macro({
  title: (_, type, average, value) => `${type}/${average}/image of the notebook's example is ${value}`,
  async exec(t, type: string, average: string, value: number) {
    const metric = await buildPart('metric', { type, average });
    t.is(metric.name, `${type}/${average}/image`);
    t.is(scoreLabels(metric, [example], 3).value.toFixed(4), value.toFixed(4));
  },
});
test(asserted, 'recall', 'micro', 0.9286);
test(asserted, 'recall', 'macro', 0.75);
test(asserted, 'iou', 'micro', 0.8667);
test(asserted, 'iou', 'macro', 0.7115);

/** Class 0 is 3 of 4 right, class 1 absent. */
const first: LabelledImage = [
  [0, 0, 0, 1],
  [0, 0, 0, 0],
];
/** Class 0 is 1 of 1 right, class 1 is 1 of 3. */
const second: LabelledImage = [
  [0, 1, 0, 0],
  [0, 1, 1, 1],
];
/** Class 0 absent, class 1 is 4 of 4 right. */
const third: LabelledImage = [
  [1, 1, 1, 1],
  [1, 1, 1, 1],
];
const ignored: LabelledImage = [
  [0, 1, 0, 1],
  [255, 255, 255, 255],
];
const two = { classes: classList(2) };

test('per image, a class counts in the images that have it', async (t) => {
  const recall = await buildPart('metric', { type: 'recall' });
  const { value, perClass } = scoreLabels(recall, [[first, second]], 3);
  t.is(value, (3 / 4 + (1 + 1 / 3) / 2) / 2);
  t.deepEqual(perClass, [(3 / 4 + 1) / 2, 1 / 3, undefined]);
});

test('per batch, the images of a batch share one confusion matrix, and a smaller batch weighs as much', async (t) => {
  const recall = await buildPart('metric', { type: 'recall', per: 'batch' }, two);
  t.is(recall.name, 'recall/macro/batch');
  const { value, perClass } = scoreLabels(recall, [[first, second], [third]], 2);
  // First batch: class 0 is 4 of 5 right, class 1 is 1 of 3. Second: class 1 alone, all right.
  t.is(value, ((4 / 5 + 1 / 3) / 2 + 1) / 2);
  t.deepEqual(perClass, [4 / 5, (1 / 3 + 1) / 2]);
});

test('per data set, all images share one confusion matrix, whatever the batches', async (t) => {
  const iou = await buildPart('metric', { type: 'iou', per: 'dataset' }, two);
  t.is(iou.name, 'iou/macro/dataset');
  for (const batches of [[[first, second]], [[first], [second]]]) {
    const { value, perClass } = scoreLabels(iou, batches, 2);
    // Class 0: 4 right of 5 targets and 2 more predictions; class 1: 1 right of 3 targets and 1 more prediction.
    t.deepEqual(perClass, [4 / 7, 1 / 4]);
    t.is(value, (4 / 7 + 1 / 4) / 2);
  }
});

test('a class that is predicted and not there is left out of the macro mean', async (t) => {
  const iou = await buildPart('metric', { type: 'iou' }, two);
  const { value, perClass } = scoreLabels(iou, [[first]], 2);
  t.deepEqual([value, perClass], [3 / 4, [3 / 4, undefined]]);
});

test('reductions: sum adds the values, none keeps them', async (t) => {
  const [sum, none, batches] = await Promise.all([
    buildPart('metric', { type: 'recall', reduction: 'sum' }, two),
    buildPart('metric', { type: 'recall', reduction: 'none' }, two),
    buildPart('metric', { type: 'recall', reduction: 'none', per: 'batch' }, two),
  ]);
  const each = [3 / 4, (1 + 1 / 3) / 2];
  t.is(scoreLabels(sum, [[first], [second]], 2).value, each[0]! + each[1]!);
  t.like(scoreLabels(none, [[first, second]], 2), { value: (each[0]! + each[1]!) / 2, each });
  t.deepEqual(scoreLabels(batches, [[first, second], [third]], 2).each, [(4 / 5 + 1 / 3) / 2, 1]);
  t.deepEqual(
    [sum.name, none.name, batches.name],
    ['recall/macro/image-sum', 'recall/macro/image-none', 'recall/macro/batch-none'],
  );
});

for (const per of ['image', 'batch', 'dataset']) {
  test(`per ${per}, an image without a counted pixel changes nothing, and alone it is NaN`, async (t) => {
    const recall = await buildPart('metric', { type: 'recall', per }, two);
    t.deepEqual(scoreLabels(recall, [[first, second], [ignored]], 2), scoreLabels(recall, [[first, second]], 2));
    t.deepEqual(scoreLabels(recall, [[ignored]], 2), { value: NaN, perClass: [undefined, undefined] });
  });
}

test('a value can be asked for in between, and again', async (t) => {
  const metric = await buildPart('metric', { type: 'recall', per: 'dataset' }, two);
  if (metric.needs !== 'confusion') return t.fail(metric.needs);
  const accumulator = metric.start();
  accumulator.add([{ classes: 2, counts: Float64Array.of(3, 1, 0, 0) }]);
  t.deepEqual([accumulator.value().value, accumulator.value().value], [3 / 4, 3 / 4]);
  accumulator.add([{ classes: 2, counts: Float64Array.of(1, 3, 0, 0) }]);
  t.is(accumulator.value().value, 1 / 2);
});

interface Ratios {
  readonly batches: readonly (readonly number[])[];
  readonly target: readonly (readonly number[])[];
  readonly prediction: readonly (readonly number[])[];
  readonly values: Readonly<Record<string, number>>;
}

test('each metric, average and unit of random label maps is what NumPy says', async (t) => {
  const { batches, target, prediction, values } = await readFixture<Ratios>('metrics/ratios.json');
  const images = batches.map((batch) => batch.map((index): LabelledImage => [prediction[index]!, target[index]!]));
  t.is(Object.keys(values).length, 12);
  for (const [name, expected] of Object.entries(values)) {
    const [type, average, per] = name.split('/');
    const metric = await buildPart('metric', { type: type!, average, per }, { classes: classList(4) });
    t.is(metric.name, name);
    const { value } = scoreLabels(metric, images, 4);
    t.true(Math.abs(value - expected) < 1e-12, `${name} is ${value}, expected ${expected}`);
  }
});

test('the value of one class is that class alone, over the images or batches that have it', async (t) => {
  const value = async (more: object) => {
    const metric = await buildPart('metric', { type: 'iou', average: { class: 'class1' }, ...more }, two);
    return { name: metric.name, ...scoreLabels(metric, [[first, second], [third]], 2) };
  };
  // Class 1 is in the second image, with 1 of 3, and in the third, with 4 of 4.
  t.like(await value({}), { name: 'iou/class1/image', value: (1 / 3 + 1) / 2 });
  // In the first batch it is also predicted once where it is not: 1 of 4.
  t.is((await value({ per: 'batch' })).value, (1 / 4 + 1) / 2);
  t.is((await value({ per: 'batch', reduction: 'by-images' })).value, (2 * (1 / 4) + 1) / 3);
  t.is((await value({ per: 'dataset' })).value, 5 / 8);
  t.is((await value({ absent: 'zero' })).value, (0 + 1 / 3 + 1) / 3);
});

test('a class that the data lack is named with the nearest', async (t) => {
  const error = await t.throwsAsync(buildPart('metric', { type: 'iou', average: { class: 'clas1' } }, two), {
    instanceOf: TesseraError,
  });
  t.like(error.problems[0], { code: 'bad-value', path: 'metrics.average.class', hints: ['did you mean `class1`?'] });
});
