import test from 'ava';
import { scoreLabels, type LabelledImage } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';

// Class 0: 2 right, 1 missed, 2 too many, 1 neither; class 1: 1 right, 2 missed, 1 too many, 2 neither.
const image: LabelledImage = [
  [0, 0, 1, 0, 0, 1],
  [0, 0, 0, 1, 1, 1],
];

test('the Dice coefficient is twice the right pixels over both sums', async (t) => {
  const metric = await buildPart('metric', { type: 'dice' }, { classes: classList(2) });
  t.deepEqual(scoreLabels(metric, [[image]], 2).perClass, [4 / 7, 2 / 5]);
});
