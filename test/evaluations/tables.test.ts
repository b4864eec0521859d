import test from 'ava';
import { metricsCsv, reportMarkdown } from '../../src/evaluations/tables.ts';
import { evaluationOf } from './_photos.ts';

test('the CSV has a line for each figure, and for each of a class', (t) => {
  t.deepEqual(metricsCsv(evaluationOf()).split('\n').slice(0, 11), [
    'metric,class,value',
    'iou/macro/image,,0.7',
    'iou/macro/image,sky,0.75',
    'iou/macro/image,cat,0.65',
    'iou/macro/image,dog,',
    'loss,,0.25',
    'pixels,sky,4',
    'iou/none/dataset,sky,0.75',
    `dice/none/dataset,sky,${6 / 7}`,
    'precision/none/dataset,sky,1',
    'recall/none/dataset,sky,0.75',
  ]);
  t.true(
    metricsCsv(evaluationOf()).endsWith(
      'pixels,dog,0\niou/none/dataset,dog,\ndice/none/dataset,dog,\nprecision/none/dataset,dog,\nrecall/none/dataset,dog,\n',
    ),
  );
});

test('a figure that the experiment has itself is written once; names with commas and quotes are quoted', (t) => {
  const [sky, ...rest] = evaluationOf().classes;
  const csv = metricsCsv(
    evaluationOf({
      classes: [{ ...sky!, name: 'sky, "blue"' }, ...rest],
      result: {
        loss: 1,
        metrics: { 'iou/none/dataset': { value: 0.7, perClass: [0.75, 0.6, null], direction: 'max' } },
      },
    }),
  );
  const lines = csv.split('\n').filter((line) => line.startsWith('iou/none/dataset,"sky, ""blue"""'));
  t.deepEqual(lines, ['iou/none/dataset,"sky, ""blue""",0.75']);
});

test('the report says what was evaluated and on what, with the figures of each class', (t) => {
  const report = reportMarkdown(
    evaluationOf({
      dataset: 'night.yaml',
      changes: ['the data is that of night.yaml'],
      classMap: { kitten: 'cat', bird: null },
      skipped: [{ split: 'test', name: 'x.jpg', reason: 'cut | short' }],
    }),
    { hasSheet: true },
  );
  for (const line of [
    '| run | pets (abc) |',
    '| checkpoint | best, step 12 |',
    '| data | night.yaml |',
    '| split | test, 2 photos, 1 left out |',
    '| scored at | the size of the inputs |',
    '| classes | `kitten` as `cat`, `bird` as ignored |',
    '- the data is that of night.yaml',
    '| iou/macro/image | 0.7000 |',
    '| loss | 0.2500 |',
    '| sky | 4 | 0.7500 | 0.8571 | 1.0000 | 0.7500 |',
    '| dog | 0 | - | - | - | - |',
    '| x.jpg | cut \\| short |',
    '![Worst and best photos](photos.png)',
  ])
    t.true(report.includes(`${line}\n`), line);
  t.false(reportMarkdown(evaluationOf(), { hasSheet: false }).includes('photos.png'));
});
