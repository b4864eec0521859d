import test from 'ava';
import type { SkippedSample } from '../../src/data/prepare/prepared-source.ts';
import { skippedMarkdown, skippedRows } from '../../src/train/skipped.ts';

const samples: SkippedSample[] = [
  { split: 'train', name: 'a', problems: [{ code: 'bad-image', message: 'a | b' }] },
  {
    split: 'test',
    name: 'c',
    problems: [
      { code: 'missing-mask', message: 'no mask' },
      { code: 'bad-image', message: 'no photo' },
    ],
  },
];

test('each sample is a row, with all of its reasons', (t) => {
  t.deepEqual(skippedRows(samples), [
    { split: 'train', name: 'a', reason: 'a | b' },
    { split: 'test', name: 'c', reason: 'no mask; no photo' },
  ]);
});

test('a bar in a reason does not end a cell of the table', (t) => {
  t.is(
    skippedMarkdown(samples),
    [
      '| split | sample | why it is left out |',
      '| --- | --- | --- |',
      '| train | a | a \\| b |',
      '| test | c | no mask; no photo |',
    ].join('\n'),
  );
});
