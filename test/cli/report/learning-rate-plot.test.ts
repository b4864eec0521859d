import test from 'ava';
import { learningRatePlot } from '../../../src/cli/report/learning-rate-plot.ts';

const curve = (rates: readonly number[]) => rates.map((rate, index) => ({ step: 250 * index, rate }));

test('a curve is drawn as bars over the steps', (t) => {
  t.deepEqual(
    learningRatePlot({ curve: curve([0.02, 0.015, 0.01, 0.005, 0.00125, 0, 0, 0, 0, 0, 0, 0, 0]) })!.split('\n'),
    [
      'learning rate',
      '0.02 |█',
      '     |█',
      '     |██',
      '     |██',
      '     |███',
      '     |███',
      '     |████',
      '   0 |████▄',
      '      step 1  3,001',
    ],
  );
});

test('on a narrow terminal, bars are of steps spread over the training, from the first to the last', (t) => {
  const falling = curve(Array.from({ length: 101 }, (_, index) => 0.02 * (1 - index / 100)));
  const lines = learningRatePlot({ curve: falling }, 17)!.split('\n');
  t.is(lines[1], '0.02 |█▂');
  t.is(lines[8], '   0 |█████████▆');
  t.is(lines[9], '      step 1 25,001');
});

test('a rate that never changes is not drawn', (t) => {
  t.is(learningRatePlot({ curve: curve([0.1, 0.1]) }), undefined);
});

test('what depends on a metric says so', (t) => {
  t.is(
    learningRatePlot({ curve: curve([0.1, 0.1]), watches: 'loss' }),
    'learning rate  0.1\nIt also depends on the metric `loss`, which no plan knows.',
  );
  t.regex(learningRatePlot({ curve: curve([0.05, 0.1]), watches: 'best' })!, /\nIt also depends on the metric `best`/);
});
