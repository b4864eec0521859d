import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { sourceOf } from '../../src/sweep/source-of.ts';
import { fakeSweep } from './sweep-fixture.ts';

test('a sweep without a search has the points of its list', async (t) => {
  const loaded = fakeSweep([{ lr: 1 }, { lr: 2 }]);
  const source = await sourceOf(loaded, '/');
  t.deepEqual(source.list(), loaded.points);
});

const registry = createRegistry(...builtins);

test('a search is built from its section, with the seed of the experiment', async (t) => {
  const loaded = fakeSweep([{ lr: 1 }]);
  const asked: unknown[] = [];
  const build = (...args: readonly unknown[]) => (asked.push(...args), Promise.resolve({ propose: () => [] }));
  const source = await sourceOf(
    {
      ...loaded,
      experiment: { ...loaded.experiment, seed: 7 },
      registry: { build, slot: registry.slot },
      search: { reference: { type: 'tpe' }, trials: 4, seeds: 3 },
    } as unknown as typeof loaded,
    '/here',
  );
  t.is(source.list(), undefined);
  t.is(source.count, 12);
  const section = { type: 'tpe', n_startup_trials: 10, n_ei_candidates: 24 };
  t.deepEqual(asked, ['search', section, { seed: 7, workingDirectory: '/here' }]);
});
