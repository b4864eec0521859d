import test from 'ava';
import { groupBySeed, pointKey, seedKey } from '../../src/runs/seed-groups.ts';

const config = { seed: 0, name: 'a', loss: { type: 'focal' }, log: { panel_samples: 2 } };
const leftOut = ['name', 'log'];

test('configurations that differ in their seed, or in what cannot change learning, are one group', (t) => {
  const key = seedKey(config, leftOut);
  t.is(seedKey({ ...config, seed: 7, name: 'b', log: { panel_samples: 0 } }, leftOut), key);
  t.is(seedKey({ loss: { type: 'focal' }, seed: 1 }, leftOut), key);
  t.not(seedKey({ ...config, loss: { type: 'dice' } }, leftOut), key);
  t.not(seedKey({ ...config, logic: 1 }, leftOut), key);
});

test('a seed elsewhere in the configuration is a value as any other', (t) => {
  const split = (seed: number) => seedKey({ dataset: { split: { seed } } }, []);
  t.not(split(0), split(1));
});

test('other code of plugins or other weights are another group', (t) => {
  const inputs = (sha256: string) => ({ plugins: [{ name: 'p', sha256 }], weights: [{ file: 'w', sha256: 'w1' }] });
  t.is(seedKey(config, leftOut, inputs('a')), seedKey({ ...config, seed: 2 }, leftOut, inputs('a')));
  t.not(seedKey(config, leftOut, inputs('a')), seedKey(config, leftOut, inputs('b')));
  t.not(seedKey(config, leftOut, inputs('a')), seedKey(config, leftOut));
});

test('points of a sweep are one group whatever the order of their axes', (t) => {
  t.is(pointKey({ seed: 1, 'loss.type': 'dice', lr: 0.1 }), pointKey({ lr: 0.1, seed: 2, 'loss.type': 'dice' }));
  t.not(pointKey({ lr: 0.1 }), pointKey({ lr: 0.2 }));
});

test('groups and the runs in them keep their order', (t) => {
  const groups = groupBySeed([3, 1, 2, 5], (value) => (value % 2 === 0 ? 'even' : 'odd'));
  t.deepEqual(groups, [
    { key: 'odd', runs: [3, 1, 5] },
    { key: 'even', runs: [2] },
  ]);
});
