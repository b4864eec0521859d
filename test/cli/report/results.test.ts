import test from 'ava';
import { resultsTable } from '../../../src/cli/report/results.ts';

test('a results table has a column for each class and a dash for an absent one', (t) => {
  const metrics = { 'iou/macro/image': { value: 0.75, perClass: [0.5, 1, null], direction: 'max' as const } };
  t.is(
    resultsTable('test', ['sky', 'cat', 'dog'], { loss: 0.25, metrics }),
    'test at input     value     sky     cat  dog\niou/macro/image  0.7500  0.5000  1.0000    -\nloss             0.2500',
  );
});

test('classes that do not average to the value have a line of their own, with their mean', (t) => {
  const metrics = {
    'iou/macro/image': { value: 0.7, perClass: [0.5, 1], direction: 'max' as const },
    'iou/macro/dataset': { value: 0.75, perClass: [0.5, 1], direction: 'max' as const },
  };
  t.is(
    resultsTable('test', ['sky', 'cat'], { at: 'original', loss: 0.25, losses: { 'loss/focal': 0.125 }, metrics }),
    [
      'test at original    value     sky     cat',
      'iou/macro/image    0.7000',
      'iou/none/image     0.7500  0.5000  1.0000',
      'iou/macro/dataset  0.7500  0.5000  1.0000',
      'loss               0.2500',
      'loss/focal         0.1250',
    ].join('\n'),
  );
});
