import test from 'ava';
import { scoreLabels, type LabelledImage } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';

// Class 0: 2 right, 1 missed, 2 too many, 1 neither; class 1: 1 right, 2 missed, 1 too many, 2 neither.
const image: LabelledImage = [
  [0, 0, 1, 0, 0, 1],
  [0, 0, 0, 1, 1, 1],
];

test('precision is the share of the predicted pixels that are right, and 0 for a class that is never predicted', async (t) => {
  const metric = await buildPart('metric', { type: 'precision' }, { classes: classList(2) });
  t.deepEqual(scoreLabels(metric, [[image]], 2).perClass, [2 / 4, 1 / 2]);
  t.deepEqual(
    scoreLabels(
      metric,
      [
        [
          [
            [0, 0],
            [0, 1],
          ],
        ],
      ],
      2,
    ).perClass,
    [1 / 2, 0],
  );
});
