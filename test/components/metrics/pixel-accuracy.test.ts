import test from 'ava';
import { scoreLabels, type LabelledImage } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';

// Class 0: 2 right, 1 missed, 2 too many, 1 neither; class 1: 1 right, 2 missed, 1 too many, 2 neither.
const image: LabelledImage = [
  [0, 0, 1, 0, 0, 1],
  [0, 0, 0, 1, 1, 1],
];

test('pixel accuracy is the share of right pixels', async (t) => {
  const metric = await buildPart('metric', { type: 'pixel-accuracy', per: 'dataset' }, { classes: classList(2) });
  t.is(metric.name, 'pixel-accuracy/micro/dataset');
  t.like(scoreLabels(metric, [[image]], 2), { value: 3 / 6, perClass: [2 / 3, 1 / 3] });
});
