import test from 'ava';
import type { BestValidation } from '../../src/runs/figures.ts';
import { objectiveOf, rankBySeeds } from '../../src/runs/rank.ts';

const iou = (value: number): BestValidation => ({ metric: 'iou', direction: 'max', value, step: 1 });
const run = (key: string, value?: number) => ({ key, ...(value !== undefined && { validation: iou(value) }) });

test('groups of seeds are ranked by their mean, with the spread of each', (t) => {
  const { objective, groups } = rankBySeeds([
    run('a', 0.5),
    run('b', 0.8),
    run('a', 0.9),
    run('c', 0.75),
    run('b', 0.8),
  ]);
  t.deepEqual(objective, { metric: 'iou', direction: 'max' });
  t.deepEqual(
    groups.map(({ key, validation }) => [key, validation?.mean, validation?.count]),
    [
      ['b', 0.8, 2],
      ['c', 0.75, 1],
      ['a', 0.7, 2],
    ],
  );
  t.is(groups[0]!.apart, undefined);
  t.is(groups[1]!.apart, undefined, 'one run has no spread');
  t.true(groups[2]!.apart!.withinSpread);
  t.true(groups[2]!.apart!.difference < 0);
});

test('where less is better, the smallest comes first', (t) => {
  const loss = (key: string, value: number) => ({
    key,
    validation: { metric: 'loss', direction: 'min', value, step: 1 } as const,
  });
  t.deepEqual(
    rankBySeeds([loss('a', 0.5), loss('b', 0.2)]).groups.map(({ key }) => key),
    ['b', 'a'],
  );
});

test('what has no value comes last, in its own order', (t) => {
  const { groups } = rankBySeeds([run('none'), run('nan', NaN), run('a', 0.1), run('b', 0.2)]);
  t.deepEqual(
    groups.map(({ key }) => key),
    ['b', 'a', 'none', 'nan'],
  );
  t.false('validation' in groups[2]!);
  t.false('validation' in groups[3]!);
});

test('a failed seed does not change the mean of its group, nor its count', (t) => {
  const { groups } = rankBySeeds([run('a', 0.6), run('a'), run('a', 0.8)]);
  t.is(groups[0]!.runs.length, 3);
  t.is(groups[0]!.validation!.count, 2);
  t.true(Math.abs(groups[0]!.validation!.mean - 0.7) < 1e-12);
});

test('runs that were chosen by another metric have no value in this ranking', (t) => {
  const loss = { key: 'loss', validation: { metric: 'loss', direction: 'min', value: 0.01, step: 1 } as const };
  t.deepEqual(
    rankBySeeds([run('a', 0.1), loss]).groups.map(({ key }) => key),
    ['a', 'loss'],
  );
  const byLoss = rankBySeeds([run('a', 0.1), loss], { metric: 'loss', direction: 'min' });
  t.deepEqual(
    byLoss.groups.map(({ key }) => key),
    ['loss', 'a'],
  );
});

test('the metric is that of the first run in which something could be counted', (t) => {
  t.is(objectiveOf([]), undefined);
  t.deepEqual(rankBySeeds([run('a'), run('b')]).objective, undefined);
  const loss = { metric: 'loss', direction: 'min', value: 1, step: 1 } as const;
  t.deepEqual(objectiveOf([{ validation: iou(NaN) }, { validation: loss }]), { metric: 'loss', direction: 'min' });
});

test('a run that was not trained to its end counts only where no run of its group was', (t) => {
  const early = { ...run('a', 0.1), isComplete: false };
  const { groups } = rankBySeeds([early, run('a', 0.8), { ...run('b', 0.5), isComplete: false }]);
  t.deepEqual(
    groups.map(({ key, runs, validation }) => [key, runs.length, validation!.mean, validation!.count]),
    [
      ['a', 2, 0.8, 1],
      ['b', 1, 0.5, 1],
    ],
  );
});
