import test from 'ava';
import { trainSection } from '../../schemas/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { Metric } from '../../src/registry/index.ts';
import { historyOf, watchedMetrics, withValidation } from '../../src/train/validation-history.ts';

const metrics = ['iou/macro/image', 'recall/macro/image'].map((name): Metric => ({
  name,
  direction: 'max',
  needs: 'confusion',
  start: () => ({ add() {}, value: () => ({ value: 0, perClass: [] }) }),
}));
const watched = (train: object, watches?: string) =>
  watchedMetrics(
    { metrics, reported: metrics, loss: {}, losses: [] },
    trainSection.parse({ epochs: 1, ...train }),
    watches === undefined ? {} : { watches },
  );

test('nothing is watched unless a scheduler or early stopping asks for it', (t) => {
  t.deepEqual(watched({}), {});
  t.deepEqual(withValidation(undefined, 3, { loss: 1 }, {}), {});
  t.is(historyOf(undefined, { step: 3, best: null }), undefined);
});

test('each watches the metric that it names, by default the one that decides', (t) => {
  t.like(watched({}, 'best'), { scheduler: { name: 'iou/macro/image', direction: 'max' } });
  t.like(watched({ best: 'recall' }, 'best'), { scheduler: { name: 'recall/macro/image' } });
  t.like(watched({ best: 'recall' }, 'loss'), { scheduler: { name: 'loss', direction: 'min' } });
  t.like(watched({ best: 'recall', early_stopping: { patience: 1 } }), {
    earlyStopping: { name: 'recall/macro/image' },
  });
  t.like(watched({ early_stopping: { patience: 1, metric: 'loss' } }), { earlyStopping: { name: 'loss' } });
});

test('a name that is none of the metrics is an error at its key', (t) => {
  const problem = (work: () => unknown) => t.throws(work, { instanceOf: TesseraError }).problems[0];
  t.like(
    problem(() => watched({}, 'dice')),
    { code: 'bad-value', path: 'scheduler.metric' },
  );
  t.like(
    problem(() => watched({ early_stopping: { patience: 1, metric: 'dice' } })),
    {
      code: 'bad-value',
      path: 'train.early_stopping.metric',
    },
  );
});

test('validations before a metric was watched do not count', (t) => {
  const { earlyStopping } = watched({ early_stopping: { patience: 1, metric: 'loss' } });
  const validations = [
    { step: 3, values: { 'recall/macro/image': 0.2 } },
    { step: 6, values: { loss: NaN } },
  ];
  t.deepEqual(historyOf(earlyStopping, { step: 6, best: null, validations }), {
    direction: 'min',
    values: [{ step: 6, value: NaN }],
  });
});

test('the values of watched metrics are kept, and found again', (t) => {
  const both = watched({ early_stopping: { patience: 1, metric: 'loss' } }, 'recall');
  const first = withValidation(undefined, 3, { loss: 2, 'iou/macro/image': 0.1, 'recall/macro/image': 0.2 }, both);
  const { validations = [] } = withValidation(first.validations, 6, { loss: 1, 'recall/macro/image': NaN }, both);
  t.deepEqual(validations, [
    { step: 3, values: { 'recall/macro/image': 0.2, loss: 2 } },
    { step: 6, values: { 'recall/macro/image': NaN, loss: 1 } },
  ]);
  t.deepEqual(historyOf(both.earlyStopping, { step: 6, best: null, validations }), {
    direction: 'min',
    values: [
      { step: 3, value: 2 },
      { step: 6, value: 1 },
    ],
  });
  t.deepEqual(historyOf(both.scheduler, { step: 0, best: null }), { direction: 'max', values: [] });
});
