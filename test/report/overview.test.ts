import test from 'ava';
import { overviewOf } from '../../src/report/overview.ts';
import type { RunContent } from '../../src/report/read/read-run.ts';
import { testRecord } from '../helpers/run-record.ts';
import { contentOf } from './_contents.ts';
import { resultOf } from './_folders.ts';

function run(
  name: string,
  lr: number,
  seed: number,
  value: number | undefined,
  changes: Partial<RunContent> = {},
): RunContent {
  const result = value === undefined ? undefined : resultOf(value, { test: { loss: 1 - value, metrics: {} } });
  return contentOf({
    name,
    path: `/runs/${name}`,
    record: testRecord({ id: name, ...(result && { best: result.best! }) }),
    ...(result && { result }),
    configuration: { seed, optimizer: { lr } },
    config: new Map([
      ['seed', seed],
      ['optimizer.lr', lr],
    ]),
    ...changes,
  });
}

test('runs are ranked by validation in groups of seeds, each with mean and deviation, and the test orders nothing', (t) => {
  const given = [
    run('low', 0.1, 0, 0.5),
    run('first', 0.2, 0, 0.7),
    run('second', 0.2, 1, 0.9),
    run('none', 0.3, 0, undefined),
  ];
  const { decides, groups, runs, contents } = overviewOf(given, []);
  t.deepEqual(decides, { metric: 'iou/macro/image', direction: 'max' });
  t.deepEqual(
    runs.map(({ name }) => name),
    ['second', 'first', 'low', 'none'],
  );
  t.deepEqual(
    contents.map(({ name }) => name),
    ['second', 'first', 'low', 'none'],
  );
  t.deepEqual(
    groups.map((group) => group.runs),
    [[0, 1], [2], [3]],
  );
  t.deepEqual(
    groups.map(({ validation }) => validation?.count),
    [2, 1, undefined],
  );
  t.true(Math.abs(groups[0]!.validation!.mean! - 0.8) < 1e-12);
  t.true(Math.abs(groups[0]!.validation!.deviation! - Math.SQRT2 / 10) < 1e-12);
  const loss = groups[0]!.figures.find(({ name }) => name === 'test/loss')!;
  t.true(Math.abs(loss.mean! - 0.2) < 1e-12);
  t.deepEqual(groups[0]!.settings, [{ key: 'optimizer.lr', text: '0.2', number: 0.2 }]);
  t.deepEqual(
    runs.map(({ seed }) => seed),
    [1, 0, 0, 0],
  );
});

test('where less is better, the least comes first', (t) => {
  const best = (value: number) => ({ step: 1, metric: 'loss', value, direction: 'min' as const });
  const given = [0.5, 0.25].map((value) =>
    run(`loss-${value}`, value, 0, undefined, { record: testRecord({ best: best(value) }) }),
  );
  const { decides, runs } = overviewOf(given, []);
  t.deepEqual(decides, { metric: 'loss', direction: 'min' });
  t.deepEqual(
    runs.map(({ validation }) => validation?.value),
    [0.25, 0.5],
  );
});

test('a run that can not be read stays, with the reason, and has no figures', (t) => {
  const { runs, decides } = overviewOf([contentOf({ state: 'unreadable', error: 'no permission' })], []);
  t.is(decides, undefined);
  t.like(runs[0], { status: 'unreadable', error: 'no permission', step: 0, figures: [] });
});

test('figures are those of the result, the test first', (t) => {
  const [only] = overviewOf([contentOf({ record: testRecord(), result: resultOf(0.8) })], []).runs;
  t.deepEqual(only!.figures, [
    { name: 'test/iou/macro/image', value: 0.712345, direction: 'max' },
    { name: 'test/loss', value: 0.25, direction: 'min' },
  ]);
  t.deepEqual(only!.validation, { metric: 'iou/macro/image', direction: 'max', value: 0.8, step: 8 });
});
