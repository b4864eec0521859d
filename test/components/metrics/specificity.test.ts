import test from 'ava';
import { scoreLabels, type LabelledImage } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';

// Class 0: 2 right, 1 missed, 2 too many, 1 neither; class 1: 1 right, 2 missed, 1 too many, 2 neither.
const image: LabelledImage = [
  [0, 0, 1, 0, 0, 1],
  [0, 0, 0, 1, 1, 1],
];

test('specificity is the share of the other pixels that are not predicted as the class', async (t) => {
  const metric = await buildPart('metric', { type: 'specificity' }, { classes: classList(2) });
  t.deepEqual(scoreLabels(metric, [[image]], 2).perClass, [1 / 3, 2 / 3]);
});

test('a class that fills the image has none', async (t) => {
  const metric = await buildPart('metric', { type: 'specificity' }, { classes: classList(2) });
  t.deepEqual(
    scoreLabels(
      metric,
      [
        [
          [
            [0, 1],
            [0, 0],
          ],
        ],
      ],
      2,
    ).perClass,
    [undefined, undefined],
  );
});

const allRight: LabelledImage = [
  [0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0],
];

for (const per of ['image', 'batch']) {
  test(`per ${per}, what is all of one class and predicted right is left out, and alone it is NaN`, async (t) => {
    const metric = await buildPart('metric', { type: 'specificity', per }, { classes: classList(2) });
    // The mean of 1 / 3 and 2 / 3.
    t.deepEqual(scoreLabels(metric, [[allRight], [image]], 2), { value: 1 / 2, perClass: [1 / 3, 2 / 3] });
    t.is(scoreLabels(metric, [[allRight]], 2).value, NaN);
  });
}
