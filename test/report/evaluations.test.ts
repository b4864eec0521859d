import test from 'ava';
import { chooseEvaluation, evaluationRows } from '../../src/report/evaluations.ts';
import { evaluationOf } from '../evaluations/_photos.ts';

const chosen = (...evaluations: Parameters<typeof evaluationOf>[0][]) =>
  chooseEvaluation(evaluations.map(evaluationOf))?.name;

test('the last evaluation of the best checkpoint on the test split is chosen', (t) => {
  const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
  t.is(chosen({ name: 'a', createdAt: early }, { name: 'b', createdAt: late }), 'b');
  t.is(chosen({ name: 'a', createdAt: late }, { name: 'b', createdAt: early }), 'a');
  t.is(chosen({ name: 'val', split: 'val', createdAt: late }, { name: 'test', createdAt: early }), 'test');
  t.is(chosen({ name: 'val', split: 'val' }), 'val');
});

test('one of another checkpoint, of other data, with other classes, with augmentation or after changes is not', (t) => {
  t.is(chosen({ checkpoint: { name: 'last', step: 12 } }), undefined);
  t.is(chosen({ dataset: 'night.yaml' }), undefined);
  t.is(chosen({ classMap: {} }), undefined);
  t.is(chosen({ tta: 'flips' }), undefined);
  t.is(chosen({ changes: ['other weights'] }), undefined);
});

test('an evaluation says what was evaluated, on what and how, with its figures', (t) => {
  const [row] = evaluationRows([evaluationOf({ dataset: 'night.yaml', tta: 'flips', classMap: {} })]);
  t.deepEqual(row, {
    name: 'test',
    what: 'test split of night.yaml, checkpoint best, step 12, averaged over flips, with classes mapped',
    photos: 2,
    figures: [
      { name: 'iou/macro/image', value: 0.7, direction: 'max' },
      { name: 'loss', value: 0.25, direction: 'min' },
    ],
  });
  t.is(evaluationRows([evaluationOf()])[0]!.what, 'test split, checkpoint best, step 12');
});
