import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import test from 'ava';
import type { LoadedSearch, SweepPoint } from '../../src/config/index.ts';
import type { Search, Trial } from '../../src/registry/index.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { searchSource } from '../../src/sweep/search-source.ts';
import { newFolder } from '../helpers/tessera.ts';

/** A search of one whole number from 0 to 9, whose points are called by it. */
function numbersTo(trials: number, { seeds = 1, count = 10, wrong = [] as readonly number[] } = {}): LoadedSearch {
  return {
    reference: { type: 'fake' },
    trials,
    seeds,
    keys: [{ path: 'x', range: { type: 'integer', low: 0, high: count - 1 } }],
    space: { dimensions: [{ kind: 'integer', count }], isActive: () => true },
    valuesAt: ([place]) => ({ x: place }),
    positionOf: ({ x }) => (typeof x === 'number' && x < count ? [x] : undefined),
    point: ({ x }, seed) =>
      wrong.includes(x as number)
        ? [{ code: 'bad-value', message: 'it can not run' }]
        : ({ id: `${String(x)}-${seed}`, overrides: { x }, yaml: '' } as unknown as SweepPoint),
  };
}

const anyNumber: Search = {
  propose: ({ dimensions: [first] }, _, random) => [random.integer(0, first!.kind === 'integer' ? first!.count : 0)],
};

/** A sweep's folder, whose points are as the test says. */
async function folder() {
  const path = join(await newFolder(), 'sweep');
  await mkdir(path);
  const points: LedgerPoint[] = [];
  return { path, ledger: points, points: () => points, follow: () => Promise.resolve() };
}

const ended = (id: string, value: number, rest: Partial<LedgerPoint> = {}): LedgerPoint => ({
  id,
  name: id,
  overrides: {},
  state: 'completed',
  attempts: 1,
  validation: { metric: 'iou', direction: 'max', value, step: 1 },
  ...rest,
});

test('points are proposed one by one, all different, and are the same for whoever asks, now or later', async (t) => {
  const sweep = await folder();
  const source = searchSource(numbersTo(6), anyNumber, 0);
  t.is(source.count, 6);
  t.is(source.list(), undefined);
  t.deepEqual(await source.known(sweep.path), []);
  const first = [];
  for (let index = 0; index < 6; index++) first.push((await source.at(index, sweep))!);
  t.is(new Set(first.map(({ id }) => id)).size, 6);
  t.deepEqual(
    first.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6],
  );
  const again = searchSource(numbersTo(8), anyNumber, 0);
  t.deepEqual(await again.known(sweep.path), first);
  t.deepEqual(await again.at(3, sweep), first[3]);
  t.true(
    !first.some(({ id }) => id === '?') && (await again.at(7, sweep)) !== undefined,
    'more trials keep those before',
  );
});

test('several processes that ask at a time have the same points', async (t) => {
  const sweep = await folder();
  const sources = [0, 1, 2].map(() => searchSource(numbersTo(6), anyNumber, 0));
  const asked = await Promise.all(
    sources.map(async (source) => [await source.at(5, sweep), await source.at(0, sweep)]),
  );
  t.deepEqual(asked[1], asked[0]);
  t.deepEqual(asked[2], asked[0]);
});

test('a search that was killed goes on with the proposals that it would have made', async (t) => {
  const seen: Trial[][] = [];
  const watching: Search = {
    propose(space, trials, random) {
      seen.push([...trials]);
      return anyNumber.propose(space, trials, random);
    },
  };
  const whole = await folder();
  const source = searchSource(numbersTo(4), watching, 7);
  const all = [];
  for (let index = 0; index < 4; index++) {
    all.push((await source.at(index, whole))!);
    whole.ledger.push(ended(all[index]!.id, index / 10));
  }
  t.deepEqual(seen[1]![0], { position: [all[0]!.overrides['x']], state: 'complete', loss: 0 });
  t.is(seen.at(-1)!.at(-1)!.loss, -0.2);

  const killed = await folder();
  for (let index = 0; index < 4; index++) {
    // Each start is another process.
    const point = (await searchSource(numbersTo(4), anyNumber, 7).at(index, killed))!;
    t.deepEqual(point, all[index]);
    killed.ledger.push(ended(point.id, index / 10));
  }
});

test('what has not ended counts as running, what is outside of its range does not count', async (t) => {
  const sweep = await folder();
  const seen: Trial[][] = [];
  const watching: Search = {
    propose: (space, trials, random) => (seen.push([...trials]), anyNumber.propose(space, trials, random)),
  };
  const before = searchSource(numbersTo(3), anyNumber, 0);
  const points = [await before.at(0, sweep), await before.at(1, sweep)];
  sweep.ledger.push(ended(points[0]!.id, 0.5));
  await searchSource(numbersTo(3), watching, 0).at(2, sweep);
  t.deepEqual(
    seen[0]!.map(({ state }) => state),
    ['complete', 'pending'],
  );
  const [low, high] = points.map((point) => point!.overrides['x'] as number).sort((a, b) => a - b) as [number, number];
  await searchSource(numbersTo(4, { count: high }), watching, 0).at(3, sweep);
  t.deepEqual(
    seen.at(-1)!.map(({ position }) => position[0]! < high && position[0] !== undefined),
    seen.at(-1)!.map(() => true),
  );
  t.true(low < high);
});

test('points that can not run are not proposed, and a space that is used up gives no more', async (t) => {
  const sweep = await folder();
  const source = searchSource(numbersTo(20, { wrong: [3, 4] }), anyNumber, 0);
  const all = [];
  for (let index = 0; index < 20; index++) all.push(await source.at(index, sweep));
  const found = all.flatMap((point) => point?.overrides['x'] ?? []);
  t.deepEqual(found.toSorted(), [0, 1, 2, 5, 6, 7, 8, 9]);
  t.deepEqual(all.slice(8), Array(12).fill(undefined));
});

test('each trial has all seeds before the next, and a seed that was pruned ends it', async (t) => {
  const sweep = await folder();
  const source = searchSource(numbersTo(2, { seeds: 3 }), anyNumber, 0);
  t.is(source.count, 6);
  const first = (await source.at(0, sweep))!;
  const second = (await source.at(1, sweep))!;
  t.deepEqual([first.id, second.id, first.number, second.number], [first.id, first.id.replace('-0', '-1'), 1, 2]);
  const pruned = { by: 'asha', metric: 'iou', validation: 1, step: 3, value: 0.2, cutoff: 0.5, among: 4 };
  sweep.ledger.push(ended(first.id, 0.2, { pruned }));
  t.is(await source.at(1, sweep), undefined);
  t.is(await source.at(2, sweep), undefined);
  t.deepEqual(await source.at(0, sweep), first);
  t.not((await source.at(3, sweep))!.overrides['x'], first.overrides['x']);
});
