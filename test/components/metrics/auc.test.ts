import test from 'ava';
import { scoreLabels } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';

const auc = (params: object, classes = 2) =>
  buildPart('metric', { type: 'auc', ...params }, { classes: classList(classes) });

// Scores are 0 or 1, so pairs of equal predictions are ties.
const half = [
  [0, 1, 0, 1],
  [0, 0, 1, 1],
] as const;
const right = [
  [0, 0, 1, 255],
  [0, 0, 1, 255],
] as const;
const single = [
  [0, 1, 0, 0],
  [0, 0, 0, 0],
] as const;

test('images are averaged, and one without pixels of both classes is left out', async (t) => {
  t.is(scoreLabels(await auc({}), [[half, right, single]], 2).value, (0.5 + 1) / 2);
});

test('a batch and the data set are as one image', async (t) => {
  const batches = [[half, single], [right]];
  // In the first batch, 1 of 2 positives is called so, and 2 of 6 negatives: wins 4 of 12, ties 6.
  const first = (1 * 4 + 0.5 * (1 * 2 + 1 * 4)) / 12;
  t.is(scoreLabels(await auc({ per: 'batch' }), batches, 2).value, (first + 1) / 2);
  // 2 of 3 positives are called so, and 2 of 8 negatives.
  t.is(scoreLabels(await auc({ per: 'dataset' }), batches, 2).value, (2 * 6 + 0.5 * (2 * 2 + 1 * 6)) / 24);
});

test('it has no value where nothing can be compared, and takes two classes only', async (t) => {
  t.is(scoreLabels(await auc({ per: 'dataset' }), [[single]], 2).value, NaN);
  await t.throwsAsync(auc({}, 3), { message: /expected two classes for the metric `auc`, got 3/ });
});
