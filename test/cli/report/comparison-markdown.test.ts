import test from 'ava';
import { comparisonMarkdown } from '../../../src/cli/report/comparison-markdown.ts';
import { comparisonOf, namesOf } from './_comparison.ts';

test('runs are a list, tables have headings, and curves are one block', (t) => {
  const parts = comparisonMarkdown(namesOf(2), comparisonOf(2)).split('\n\n');
  t.is(parts[0], '1. `run-0`\n2. `run-1`');
  t.deepEqual(parts.slice(1, 3), [
    '### config',
    '| config | [1] | [2] |\n| --- | ---: | ---: |\n| optimizer.lr | 1 | 0.1 |',
  ]);
  const curve = parts[parts.indexOf('### train/loss') + 1]!.split('\n');
  t.is(curve[0], '```');
  t.true(curve[1]!.startsWith('train/loss over 1 steps, from 0.00 to 1.00'), curve[1]);
  t.deepEqual(
    curve.slice(2, 4).map((line) => line.slice(0, 3)),
    ['[1]', '[2]'],
  );
  t.is(curve[4], '```');
});

test('equal configurations are said to be so', (t) => {
  const parts = comparisonMarkdown(namesOf(2), { ...comparisonOf(2), config: [] }).split('\n\n');
  t.deepEqual(parts.slice(1, 3), ['Their configurations are the same.', '### val at the best checkpoint']);
});
