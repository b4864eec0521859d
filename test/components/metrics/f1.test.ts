import test from 'ava';
import { scoreLabels, type LabelledImage } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';

// Class 0: 2 right, 1 missed, 2 too many, 1 neither; class 1: 1 right, 2 missed, 1 too many, 2 neither.
const image: LabelledImage = [
  [0, 0, 1, 0, 0, 1],
  [0, 0, 0, 1, 1, 1],
];

test('F1 is the harmonic mean of precision and recall', async (t) => {
  const perClass = async (type: string) =>
    scoreLabels(await buildPart('metric', { type }, { classes: classList(2) }), [[image]], 2).perClass;
  const [precision, recall, f1] = [await perClass('precision'), await perClass('recall'), await perClass('f1')];
  for (const index of [0, 1]) {
    const [p, r] = [precision[index]!, recall[index]!];
    t.true(Math.abs(f1[index]! - (2 * p * r) / (p + r)) < 1e-12);
  }
});
