import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError, type Problem } from '../../src/core/errors/index.ts';
import { exists } from '../../src/core/exists.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import type { PointSource } from '../../src/sweep/point-source.ts';
import { fakeSweep, statesOf, sweepStage } from './sweep-fixture.ts';

/** Walks uphill on a score that is best at lr = 4: doubles the last lr as long as that was better. */
function climbing(problems: readonly Problem[] = []) {
  const told: LedgerPoint[] = [];
  const pointAt = (lr: number) => fakeSweep([{ lr, value: 1 - Math.abs(lr - 4) / 10 }]).points[0]!;
  const asked: string[] = [];
  const source: PointSource = {
    list: () => undefined,
    check: () => problems,
    next() {
      const scores = told.map(
        (point) => [point.overrides['optimizer.lr'] as number, point.metrics!['iou/macro/image']!] as const,
      );
      const [last, before] = scores.toSorted(([a], [b]) => b - a);
      const isEnd = last !== undefined && before !== undefined && last[1] < before[1];
      const point = pointAt(last === undefined ? 1 : last[0] * 2);
      // The next one depends on how the last one ends.
      if (isEnd || asked.includes(point.id)) return [];
      asked.push(point.id);
      return [point];
    },
    pointOf: ({ overrides }) => pointAt(overrides['optimizer.lr'] as number),
    tell: (point) => void told.push(point),
  };
  return { source, told };
}

test('a source is told how a point ended before it is asked for the next one', async (t) => {
  const stage = await sweepStage();
  const { source, told } = climbing();
  const result = await stage.run([], { source, atOnce: 2 });
  t.deepEqual(
    told.map(({ id }) => id),
    ['id1', 'id2', 'id4', 'id8'],
  );
  t.deepEqual(statesOf(result), ['completed', 'completed', 'completed', 'completed']);
  t.is((await stage.starts(result)).length, 4);
});

test('a search that is started again is told what it knew, and goes on from there', async (t) => {
  const stage = await sweepStage();
  const first = await stage.run([], { source: climbing().source });
  const again = climbing();
  const second = await stage.run([], { source: again.source });
  t.is((await stage.starts(second)).length, 4, 'nothing runs twice');
  t.deepEqual(second.points, first.points);
  t.deepEqual(
    again.told.map(({ id }) => id),
    ['id1', 'id2', 'id4', 'id8'],
  );
});

test('what is wrong at the ends of a search is said before anything is written', async (t) => {
  const stage = await sweepStage();
  const { source } = climbing([{ code: 'bad-value', message: 'optimizer.lr must not be 0' }]);
  const error = await t.throwsAsync(stage.run([], { source }), { instanceOf: TesseraError });
  t.is(error.problems[0]!.message, 'optimizer.lr must not be 0');
  t.deepEqual(stage.events, []);
  t.false(await exists(join(stage.runs, 'fake-0')));
});

test('a point of a search that was interrupted goes on first', async (t) => {
  const stage = await sweepStage();
  const slow = fakeSweep([{ lr: 1, seconds: 60 }]).points[0]!;
  let given = false;
  const source: PointSource = {
    ...climbing().source,
    next: () => (given ? [] : ((given = true), [slow])),
    pointOf: () => slow,
  };
  const running = stage.run([], { source });
  while (!stage.events.includes('started id1')) await new Promise((resolve) => setTimeout(resolve, 20));
  const log = join(stage.runs, 'fake-ad79606a', 'logs', 'optimizer.lr=1-id1.log');
  while (!(await readFile(log, 'utf8').catch(() => '')).includes('training'))
    await new Promise((resolve) => setTimeout(resolve, 20));
  stage.interrupt();
  t.like(await running, { interrupted: true });
  const again = await stage.run([], { source: { ...source, next: () => [] } });
  t.deepEqual(statesOf(again), ['completed']);
  t.true((await stage.starts(again))[1]!.startsWith('resume '));
});
