import test from 'ava';
import { describeSearch, searchJson } from '../../../src/cli/report/search.ts';
import type { LoadedSearch } from '../../../src/config/index.ts';

const search = {
  reference: { type: 'tpe', n_startup_trials: 5 },
  trials: 20,
  seeds: 2,
  keys: [
    { path: 'loss.type', range: { type: 'choice', values: ['focal', 'dice'] } },
    { path: 'loss.gamma', range: { type: 'uniform', low: 0, high: 5 }, only: { path: 'loss.type', types: ['focal'] } },
  ],
} as unknown as LoadedSearch;

test('a search says what it varies, with the range of each key and where there is one', (t) => {
  t.deepEqual(describeSearch(search, 'asha'), [
    'search  tpe n_startup_trials=5: 20 trials, each with 2 seeds',
    'over    loss.type   focal, dice',
    '        loss.gamma  uniform 0 to 5  where loss.type is focal',
    'prune   asha',
  ]);
  t.is(describeSearch({ ...search, seeds: 1 }, undefined).length, 3);
});

test('scripts are told the same', (t) => {
  t.like(searchJson(search), { type: 'tpe', trials: 20, seeds: 2 });
  const { over } = searchJson(search) as { over: readonly object[] };
  t.deepEqual(over[1], { path: 'loss.gamma', type: 'uniform', low: 0, high: 5, only: search.keys[1]!.only });
});
