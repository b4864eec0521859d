import test from 'ava';
import { scoreLabels, type LabelledImage } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';

test('recall counts what was missed, not what was too much; its micro average is pixel accuracy', async (t) => {
  const recall = await buildPart('metric', { type: 'recall', average: 'micro' }, { classes: classList(2) });
  t.is(recall.direction, 'max');
  // Class 0: 2 of 3 right, and 2 too many; class 1: 1 of 3 right, and 1 too many.
  const image: LabelledImage = [
    [0, 0, 1, 0, 0, 1],
    [0, 0, 0, 1, 1, 1],
  ];
  const { value, perClass } = scoreLabels(recall, [[image]], 2);
  t.deepEqual(perClass, [2 / 3, 1 / 3]);
  t.is(value, 3 / 6);
});
