import test from 'ava';
import { sourceOf } from '../../src/sweep/source-of.ts';
import { fakeSweep } from './sweep-fixture.ts';

test('a sweep without a search has the points of its list', async (t) => {
  const loaded = fakeSweep([{ lr: 1 }, { lr: 2 }]);
  const source = await sourceOf(loaded, '/');
  t.deepEqual(source.list(), loaded.points);
});

test('a search is built from its section, with the seed of the experiment', async (t) => {
  const loaded = fakeSweep([{ lr: 1 }]);
  const asked: unknown[] = [];
  const build = (...args: readonly unknown[]) => (asked.push(...args), Promise.resolve({ propose: () => [] }));
  const source = await sourceOf(
    {
      ...loaded,
      experiment: { ...loaded.experiment, seed: 7 },
      registry: { build },
      search: { reference: { type: 'tpe' }, trials: 4, seeds: 3 },
    } as unknown as typeof loaded,
    '/here',
  );
  t.is(source.list(), undefined);
  t.is(source.count, 12);
  t.deepEqual(asked, ['search', { type: 'tpe' }, { seed: 7, workingDirectory: '/here' }]);
});
