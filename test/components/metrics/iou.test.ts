import test from 'ava';
import { scoreLabels, type LabelledImage } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';

test('the intersection over union counts wrong pixels of both kinds, once each', async (t) => {
  const iou = await buildPart('metric', { type: 'iou', average: 'micro' }, { classes: classList(2) });
  t.is(iou.direction, 'max');
  // Class 0: 2 right, 1 missed, 2 too many; class 1: 1 right, 2 missed, 1 too many.
  const image: LabelledImage = [
    [0, 0, 1, 0, 0, 1],
    [0, 0, 0, 1, 1, 1],
  ];
  const { value, perClass } = scoreLabels(iou, [[image]], 2);
  t.deepEqual(perClass, [2 / 5, 1 / 4]);
  t.is(value, 3 / 9);
});
